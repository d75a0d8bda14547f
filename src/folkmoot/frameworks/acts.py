"""Writing the framework, for the audit."""

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.registry import Act

FRAMEWORK_CREATED = Act("framework.created", _("created the framework"))
FRAMEWORK_EDITED = Act("framework.edited", _("edited the framework"))
SECTION_ADDED = Act("section.added", _("added a section"))
SECTION_EDITED = Act("section.edited", _("edited a section"))
SECTION_REMOVED = Act("section.removed", _("removed a section"))
SECTION_MOVED = Act("section.moved", _("moved a section"))
STATEMENT_ADDED = Act("statement.added", _("added a statement"))
STATEMENT_EDITED = Act("statement.edited", _("edited a statement"))
STATEMENT_REMOVED = Act("statement.removed", _("removed a statement"))
STATEMENT_MOVED = Act("statement.moved", _("moved a statement"))
EVIDENCE_CITED = Act("evidence.cited", _("cited evidence"))
EVIDENCE_REMOVED = Act("evidence.removed", _("removed evidence"))
