"""Publishing: a person freezes an explicit list of fields; the portal reads only this.

Who acts: whoever may publish the thing in question.
What comes out: publications with kind, slug, version, language.
"""
