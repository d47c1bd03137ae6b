"""Why a branch's documents could not be made, in words that say what to do."""

from __future__ import annotations

from pipeline.errors import DanganError, SetupError
from pipeline.files.faults import in_words


def fault(what: str, error: Exception) -> DanganError:
    if isinstance(error, DanganError):
        return type(error)(f"{what}：{error.message}", error.hint)
    if isinstance(error, OSError):
        where = f"“{error.filename}”" if error.filename else "发件箱"
        return SetupError(
            f"{what}没有写完：{where} {in_words(error)}",
            "请检查磁盘空间、文件夹权限，并关闭打开着的材料；写完以前会一再重试",
        )
    message = f"{what}没有生成：程序内部出错（{type(error).__name__}：{error}）"
    return DanganError(message, "请把这句话和 .dangan 文件夹交给维护人员")
