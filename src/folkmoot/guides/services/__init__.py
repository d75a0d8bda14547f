"""Everything that changes guides. One public function per thing a person does."""

from folkmoot.guides.services.forgetting import forget_texts, forget_words_of
from folkmoot.guides.services.publishing import publish_guide, unpublish_guide

__all__ = ["forget_texts", "forget_words_of", "publish_guide", "unpublish_guide"]
