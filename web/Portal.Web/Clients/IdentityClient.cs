namespace Portal.Web.Clients;

public sealed class IdentityClient(HttpClient http) : ServiceClient(http)
{
    public Task<Answer<Me>> Me(CancellationToken stop) => Get<Me>("/api/identity/me", stop);

    /// <summary>Names of the people of the account; owners and administrators only.</summary>
    public Task<Answer<All<AccountMember>>> Members(CancellationToken stop) => Get<All<AccountMember>>("/api/identity/members", stop);
}

public sealed record Me(Guid Id, string DisplayName, string Email, DateTimeOffset MemberSince, string Role, Account Account);

public sealed record Account(Guid Id, string Name, string Kind);

public sealed record AccountMember(Guid Id, string DisplayName, string Email, string Role);
