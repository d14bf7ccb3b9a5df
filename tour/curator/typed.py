"""The admin's classes as the type checker wants them; at run time they are Django's own."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    ModelForm = forms.ModelForm[Any]
    ModelMultipleChoiceField = forms.ModelMultipleChoiceField[Any]
    InlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    ModelForm = forms.ModelForm
    ModelMultipleChoiceField = forms.ModelMultipleChoiceField
    InlineFormSet = forms.BaseInlineFormSet
    StackedInline = admin.StackedInline
    TabularInline = admin.TabularInline

__all__ = ["InlineFormSet", "ModelAdmin", "ModelForm", "ModelMultipleChoiceField", "StackedInline", "TabularInline"]
