"""What a page says."""


def html(response):
    return response.content.decode()
