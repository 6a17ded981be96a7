"""What people are told without having asked: reminders and news, each once, in the program, by e-mail and to a webhook.

Vocabulary: a *notice* tells one person one thing, once: its *key* says what, and no key is used twice; a *delivery* is its
way out of the program through one *channel*; an *agenda* is what is due for a person, a *feed* its secret address for calendar
programs. Rooms above say in ``AppConfig.ready()`` how their notices read (``wordings``) and what is due (``agenda``). A notice names a
thing and a date, never an opinion or an outcome: those stand on the page it leads to, which asks who is reading. Never decides.
"""
