using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;
using Portal.Identity.Domain;
using Portal.Identity.Mails;
using Portal.Identity.SignIns;

namespace Portal.Identity.Data;

internal sealed class IdentityDb(DbContextOptions<IdentityDb> options)
    : IdentityUserContext<User, Guid>(options),
        IDataProtectionKeyContext
{
    public DbSet<CustomerAccount> Accounts => Set<CustomerAccount>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<EmailCode> EmailCodes => Set<EmailCode>();
    public DbSet<SignInRecord> SignIns => Set<SignInRecord>();
    public DbSet<Mail> Mails => Set<Mail>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict<Guid>();
        MapUsers(builder);
        MapAccounts(builder);
        MapSignIns(builder);
        MapTokens(builder);
    }

    private static void MapUsers(ModelBuilder builder)
    {
        builder.Entity<User>(user =>
        {
            user.ToTable("users");
            user.Property(u => u.DisplayName).HasMaxLength(CustomerAccount.NameLength);
            user.HasIndex(u => u.NormalizedUserName).HasDatabaseName("ix_users_normalized_user_name").IsUnique();
            user.HasIndex(u => u.NormalizedEmail).HasDatabaseName("ix_users_normalized_email").IsUnique();
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("user_passkeys");
    }

    private static void MapAccounts(ModelBuilder builder)
    {
        builder.Entity<CustomerAccount>(account =>
        {
            account.ToTable("accounts");
            account.Property(a => a.Id).ValueGeneratedNever();
            account.Property(a => a.Name).HasMaxLength(CustomerAccount.NameLength);
            account.Property(a => a.Kind).HasConversion<string>().HasMaxLength(20);
        });
        builder.Entity<Membership>(membership =>
        {
            membership.ToTable("memberships");
            membership.HasKey(m => new { m.AccountId, m.UserId });
            membership.Property(m => m.Role).HasConversion<string>().HasMaxLength(20);
            membership.HasIndex(m => m.UserId);
            membership.HasOne<CustomerAccount>().WithMany().HasForeignKey(m => m.AccountId);
            membership.HasOne<User>().WithMany().HasForeignKey(m => m.UserId);
        });
        builder.Entity<Session>(session =>
        {
            session.ToTable("sessions");
            session.Property(s => s.Id).ValueGeneratedNever();
            session.HasIndex(s => s.UserId);
            session.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
        });
    }

    private static void MapSignIns(ModelBuilder builder)
    {
        builder.Entity<EmailCode>(code =>
        {
            code.ToTable("email_codes");
            code.Property(c => c.Id).ValueGeneratedNever();
            code.Property(c => c.Purpose).HasConversion<string>().HasMaxLength(20);
            code.HasIndex(c => c.ExpiresAt);
            code.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);
        });
        builder.Entity<SignInRecord>(record =>
        {
            record.ToTable("sign_ins");
            record.Property(s => s.Id).ValueGeneratedNever();
            record.Property(s => s.Method).HasConversion<string>().HasMaxLength(20);
            record.HasIndex(s => new { s.UserId, s.At });
            record.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
        });
        builder.Entity<Mail>(mail =>
        {
            mail.ToTable("mails");
            mail.Property(m => m.Id).ValueGeneratedNever();
            mail.Property(m => m.Kind).HasConversion<string>().HasMaxLength(30);
            mail.HasIndex(m => m.DueAt).HasFilter("due_at IS NOT NULL");
            mail.HasOne<User>().WithMany().HasForeignKey(m => m.UserId);
        });
    }

    private static void MapTokens(ModelBuilder builder)
    {
        builder.Entity<OpenIddictEntityFrameworkCoreApplication<Guid>>().ToTable("oidc_applications");
        builder.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().ToTable("oidc_authorizations");
        builder.Entity<OpenIddictEntityFrameworkCoreScope<Guid>>().ToTable("oidc_scopes");
        builder.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>().ToTable("oidc_tokens");
    }
}
