from django.urls import path

from folkmoot.programmes.views import (
    branding,
    lists,
    mandate,
    notice,
    overview,
    people,
    stages,
    timeline,
)

app_name = "programmes"

STAFF = "staff/<slug:org>/<slug:slug>/"
PUBLIC = "p/<slug:org>/<slug:slug>/"

urlpatterns = [
    path("", lists.home, name="home"),
    path("staff/<slug:org>/", lists.of_organisation, name="list"),
    path("staff/<slug:org>/new/", lists.new, name="new"),
    path(STAFF, overview.overview, name="overview"),
    path(STAFF + "name/", overview.name, name="name"),
    path(STAFF + "practice/", stages.practice, name="practice"),
    path(STAFF + "open/", stages.launch, name="launch"),
    path(STAFF + "close/", stages.close, name="close"),
    path(STAFF + "extend/", stages.extend, name="extend"),
    path(STAFF + "still-holds/", notice.still_holds, name="still_holds"),
    path(STAFF + "data/", notice.notice, name="notice"),
    path(STAFF + "call-off/", stages.call_off, name="call_off"),
    path(STAFF + "mandate/", mandate.mandate, name="mandate"),
    path(STAFF + "mandate/edit/", mandate.edit, name="mandate_edit"),
    path(STAFF + "mandate/history/", mandate.history, name="mandate_history"),
    path(STAFF + "mandate/comment/", mandate.comment, name="mandate_comment"),
    path(STAFF + "mandate/sign/", mandate.sign, name="mandate_sign"),
    path(STAFF + "timeline/", timeline.timeline, name="timeline"),
    path(STAFF + "timeline/dates/", timeline.dates, name="dates"),
    path(STAFF + "timeline/add/", timeline.add_activity, name="activity_add"),
    path(STAFF + "timeline/<uuid:activity_id>/", timeline.change_activity, name="activity_change"),
    path(STAFF + "timeline/<uuid:activity_id>/phases/", timeline.phases, name="phases"),
    path(
        STAFF + "timeline/<uuid:activity_id>/remove/",
        timeline.remove_activity,
        name="activity_remove",
    ),
    path(STAFF + "branding/", branding.branding, name="branding"),
    path(STAFF + "branding/logo/", branding.logo_upload, name="logo_upload"),
    path(STAFF + "channels/", people.channels, name="channels"),
    path(STAFF + "channels/<ref:channel_id>/", people.channel_change, name="channel_change"),
    path(STAFF + "people/", people.people, name="people"),
    path(STAFF + "people/<int:user_id>/<slug:role>/end/", people.end_role, name="end_role"),
    path(PUBLIC + "brand.css", branding.brand, name="brand"),
    path(PUBLIC + "logo.png", branding.logo, name="logo"),
]
