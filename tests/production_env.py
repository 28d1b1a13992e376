"""The environment of a shop that is set up completely, for the tests of what production refuses."""

COMPLETE_ENV = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "m4x-8sK2vQz7Lw0pYb3Nc6Rt9Uf1Hj5Gd-EaXiOoSrTqVyWkZBnM",
    "ALLOWED_HOSTS": "shop.example.com",
    "SITE_URL": "https://shop.example.com",
    "DATABASE_URL": "postgres://shop:secret@db.example.com/shop",
    "DEFAULT_FROM_EMAIL": "Shop <shop@example.com>",
    "EMAIL_URL": "smtp+tls://mail:secret@mail.example.com:587",
    "STRIPE_PUBLIC_KEY": "pk_live_example",
    "STRIPE_SECRET_KEY": "sk_live_example",
    "STRIPE_WH_SECRET": "whsec_example",
    "STRIPE_API_BASE": "",
    "SHOP_DEMO": "",
}
