"""Settings about accounts: who signs in how, and which passwords are taken."""

from config.env import env

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "profiles.passwords.StrengthValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/profile/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_ADAPTER = "checkout.account.adapter.ShopAccountAdapter"
ACCOUNT_FORMS = {
    "login": "profiles.account_forms.LoginForm",
    "signup": "profiles.account_forms.SignupForm",
    "add_email": "profiles.account_forms.AddEmailForm",
    "change_password": "profiles.account_forms.ChangePasswordForm",
    "set_password": "profiles.account_forms.SetPasswordForm",
    "reset_password": "profiles.account_forms.ResetPasswordForm",
    "reset_password_from_key": "profiles.account_forms.ResetPasswordKeyForm",
    "reauthenticate": "profiles.account_forms.ReauthenticateForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300

# Addresses and passwords change on the library's pages, which ask for the password and tell the old address.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"

# A second factor, which staff who touch money or people must have; see profiles/second_factor.py.
SHOP_STAFF_SECOND_FACTOR = False  # production asks for it
SHOP_SECOND_FACTOR_GRACE_DAYS = env.int("SHOP_SECOND_FACTOR_GRACE_DAYS", 14)
MFA_ADAPTER = "profiles.factor_adapter.ShopMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
# Nobody signs in without a proven address, so nobody can keep its owner out; and who has a factor may move.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "checkout.account.factor_forms.AuthenticateForm",
    "reauthenticate": "checkout.account.factor_forms.ReauthenticateForm",
    "activate_totp": "checkout.account.factor_forms.ActivateTOTPForm",
    "add_webauthn": "checkout.account.factor_forms.AddPasskeyForm",
    "edit_webauthn": "checkout.account.factor_forms.RenamePasskeyForm",
}
