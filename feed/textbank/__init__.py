"""More phrases for a scenario, from a model that an author asks and whose answer the author reviews.

`drafts` has the verbs; `prompt` says what is asked, `endpoint` asks it, `answer` and `cleaning` make lines of
what comes back, `checking` says what is wrong with them, `pages` shows them.
"""
