"""Everything that changes guides. One public function per thing a person does."""

from folkmoot.guides.services.publishing import publish_guide, unpublish_guide

__all__ = ["publish_guide", "unpublish_guide"]
