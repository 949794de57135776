using Microsoft.AspNetCore.Identity;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.Identity.Mails;
using Portal.ServiceDefaults;

namespace Portal.Identity.SignIns;

/// <summary>Sets passwords: the rule, the new hash, the end of other sessions, and the mail about it in one transaction.</summary>
internal sealed class Passwords(
    IdentityDb db,
    UserManager<User> users,
    Sessions sessions,
    SecurityMails mails,
    TimeProvider clock,
    Audit audit
)
{
    /// <summary>Null: such a password may be set.</summary>
    public static Rejection? Check(string? password) =>
        !PasswordRule.Allows(password ?? "") ? Rejections.InvalidPassword
        : CommonPasswords.Has(password!) ? Rejections.CommonPassword
        : null;

    /// <summary>All of the user's sessions end; a browser that is to go on needs a new one.</summary>
    public async Task Set(User user, string password, Client client, CancellationToken cancellationToken)
    {
        // Outside of the transaction: what gateways were told cannot be rolled back.
        await sessions.End(db.Sessions.Where(session => session.UserId == user.Id), cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Attach(user);
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        user.PasswordChangedAt = clock.GetUtcNow();
        user.SecurityStamp = User.NewSecurityStamp();
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        db.Mails.Add(await mails.PasswordChanged(user, client));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        audit.PasswordChanged(user.Id);
    }
}
