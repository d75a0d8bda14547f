"""Everything that changes what others see of what people do."""

from folkmoot.published.services.batches import begin, begin_anew, bring_last, look, look_at_all
from folkmoot.published.services.choosing import choose_texts_appear

__all__ = ["begin", "begin_anew", "bring_last", "choose_texts_appear", "look", "look_at_all"]
