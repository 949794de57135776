using Portal.Identity.Domain;
using Portal.Identity.SignIns;
using Portal.Identity.Trust;
using Portal.Web.Design;

namespace Portal.Identity.Mails;

/// <summary>Mails about a person's own sign-in. They always go: nobody can switch them off.</summary>
internal sealed class SecurityMails(
    MailWriter writer,
    PublicAddress address,
    Places places,
    IConfiguration configuration,
    TimeProvider clock
)
{
    private string Portal => Branding.From(configuration).Name;

    public Task<Mail> Code(User user, CodePurpose purpose, string code, EmailCodes.Ticket link) =>
        writer.Write(
            user,
            purpose == CodePurpose.SignIn
                ? new(
                    MailKind.SignInCode,
                    "Your sign-in code",
                    [$"Type this code to sign in to {Portal}. It works for 10 minutes."],
                    "If you did not ask for a code, ignore this email. Nobody can sign in without the code."
                )
                {
                    Code = code,
                    Action = new("Open the sign-in page", Link(PublicAddress.CodePath, link)),
                }
                : new(
                    MailKind.ResetPassword,
                    "Set a new password",
                    [$"Type this code to set a new password for {Portal}. It works for 10 minutes."],
                    "If you did not ask for this, ignore this email. Your password stays as it is."
                )
                {
                    Code = code,
                    Action = new("Open the page for the code", Link(PublicAddress.ResetPath, link)),
                }
        );

    public Task<Mail> NewDevice(User user, Client client) =>
        writer.Write(
            user,
            new(
                MailKind.NewDevice,
                "New sign-in to your account",
                [
                    $"Somebody signed in to {Portal} with your account from a browser that was not used before.",
                    "If this was you, there is nothing to do. If not, sign that device out and change your password.",
                ],
                "You get this because somebody signed in as you."
            )
            {
                IsWarning = true,
                Facts = Facts(user, client),
                Action = new("See where you are signed in", address.Portal + "/profile#sessions"),
            }
        );

    public Task<Mail> PasswordChanged(User user, Client client) =>
        writer.Write(
            user,
            new(
                MailKind.PasswordChanged,
                "Your password was changed",
                [
                    $"The password of your account at {Portal} was changed, and your other devices were signed out.",
                    "If this was not you, set a new password now.",
                ],
                "You get this because your password was changed."
            )
            {
                IsWarning = true,
                Facts = Facts(user, client),
                Action = new("Set a new password", address.Portal + PublicAddress.ForgotPath),
            }
        );

    public Task<Mail> LockedOut(User user, Client client) =>
        writer.Write(
            user,
            new(
                MailKind.LockedOut,
                "Too many wrong passwords",
                [
                    $"Somebody tried several wrong passwords for your account at {Portal}. For 15 minutes no password is taken.",
                    "You can sign in with a code by email at any time. Your password stays as it is.",
                ],
                "You get this because wrong passwords were typed for your account."
            )
            {
                IsWarning = true,
                Facts = Facts(user, client),
                Action = new("Sign in with a code", address.Portal + PublicAddress.SignInPath),
            }
        );

    public Task<Mail> SecondFactorChanged(User user, bool on, Client client) =>
        writer.Write(
            user,
            new(
                MailKind.SecondFactorChanged,
                on ? "Your second factor is on" : "Your second factor is off",
                [
                    on
                        ? $"From now on, signing in to {Portal} asks for a code from your authenticator app."
                        : $"Signing in to {Portal} no longer asks for a code from your authenticator app.",
                    "If this was not you, set a new password now, and tell support.",
                ],
                "You get this because the second factor of your account changed."
            )
            {
                IsWarning = !on,
                Facts = Facts(user, client),
                Action = new("See your profile", address.Portal + "/profile"),
            }
        );

    public Task<Mail> PasskeyChanged(User user, string name, bool added, Client client) =>
        writer.Write(
            user,
            new(
                MailKind.PasskeyChanged,
                added ? "A passkey was added to your account" : "A passkey was removed from your account",
                added
                    ?
                    [
                        $"You can sign in to {Portal} with it from now on.",
                        "If this was not you, remove the passkey and set a new password.",
                    ]
                    :
                    [
                        $"It no longer signs you in to {Portal}.",
                        "If this was not you, set a new password now, and tell support.",
                    ],
                "You get this because the passkeys of your account changed."
            )
            {
                IsWarning = true,
                Facts = [new("Passkey", name), .. Facts(user, client)],
                Action = new("See your passkeys", address.Portal + PublicAddress.PasskeysPath),
            }
        );

    private IReadOnlyList<MailFact> Facts(User user, Client client) =>
        [
            new("When", TimeText.Exact(clock.GetUtcNow(), Zone.Find(user.TimeZone) ?? TimeZoneInfo.Utc)),
            new("Device", client.Description),
            new("Address", places.Of(client.Address) is { } place ? $"{client.Address} ({place})" : client.Address),
        ];

    private string Link(string path, EmailCodes.Ticket link) => $"{address.Portal}{path}?t={link}";
}
