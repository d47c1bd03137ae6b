"""The templates, a module for each family; `templates.gallery` finds them all."""
