"""python -m pipeline: the same as the command dangan."""

from pipeline.cli.main import run

if __name__ == "__main__":
    run()
