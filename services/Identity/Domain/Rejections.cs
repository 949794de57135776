using System.Globalization;
using Portal.ServiceDefaults;

namespace Portal.Identity.Domain;

/// <summary>Everything that Identity refuses, and why.</summary>
internal static class Rejections
{
    public static readonly Rejection WrongCredentials = new(
        "identity.wrong-credentials",
        "The email address or the password is not right.",
        400
    );

    public static readonly Rejection NoAccount = new(
        "identity.no-account",
        "You are not a member of any customer account.",
        403
    );

    public static readonly Rejection NotForMembers = new(
        "identity.not-for-members",
        "Only owners and administrators of the account can see its members.",
        403
    );

    public static readonly Rejection InvalidName = new(
        "identity.invalid-name",
        "A name has 1 to 255 characters and is not blank.",
        400
    );

    public static readonly Rejection InvalidEmail = new("identity.invalid-email", "This is not an email address.", 400);

    public static readonly Rejection InvalidPassword = new(
        "identity.invalid-password",
        "A password has 8 to 128 characters.",
        400
    );

    public static readonly Rejection CodeWrong = new(
        "identity.code-wrong",
        "This is not the code. Check the newest email from us.",
        400
    );

    public static readonly Rejection CodeMalformed = new("identity.code-malformed", "The code has 6 digits.", 400);

    public static readonly Rejection CodeOver = new(
        "identity.code-over",
        "This code no longer works. Ask for a new one.",
        400
    );

    /// <summary>No refusal of the sign-in, but its next step.</summary>
    public static readonly Rejection SecondFactorNeeded = new(
        "identity.second-factor-needed",
        "Type the code from your authenticator app.",
        401
    );

    public static readonly Rejection SecondFactorWrong = new(
        "identity.second-factor-wrong",
        "This code is not right, or it was used already. Wait for the next one.",
        400
    );

    public static readonly Rejection PasskeyWrong = new(
        "identity.passkey-wrong",
        "This passkey is not known here. Try another one, or sign in with your password or a code.",
        400
    );

    public static readonly Rejection PasskeyNotAdded = new(
        "identity.passkey-not-added",
        "The passkey was not added. Try again.",
        400
    );

    public static readonly Rejection CurrentPasswordWrong = new(
        "identity.current-password-wrong",
        "The current password is not right.",
        400
    );

    public static readonly Rejection TimeZoneUnknown = new(
        "identity.time-zone-unknown",
        "This time zone is not known. Choose one from the list.",
        400
    );

    public static readonly Rejection NotificationUnknown = new(
        "identity.notification-unknown",
        "There is no such notification.",
        400
    );

    public static readonly Rejection CommonPassword = new(
        "identity.common-password",
        "Many people use this password, so it is tried first. Choose another one: a few words are good.",
        400
    );

    public static readonly Rejection AccountDiffers = new(
        "identity.account-differs",
        "An account with this id exists and has another name or kind."
    );

    public static readonly Rejection AlreadyMember = new(
        "identity.already-member",
        "This person is already a member of the account."
    );

    public static readonly Rejection MemberDiffers = new(
        "identity.member-differs",
        "This person is already a member of the account, with another role."
    );

    public static readonly Rejection EmailInUse = new(
        "identity.email-in-use",
        "This email address belongs to a user with another id."
    );

    public static readonly Rejection UserDiffers = new(
        "identity.user-differs",
        "A user with this id exists and has another email address."
    );

    public static Rejection TooManyAttempts(TimeSpan wait) =>
        new("identity.too-many-attempts", $"Too many attempts. Try again in {Minutes(wait)}.", 429)
        {
            RetryAfter = wait,
        };

    private static string Minutes(TimeSpan wait) =>
        (int)Math.Ceiling(wait.TotalMinutes) is > 1 and var minutes
            ? string.Create(CultureInfo.InvariantCulture, $"{minutes} minutes")
            : "a minute";
}
