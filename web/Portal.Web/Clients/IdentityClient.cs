namespace Portal.Web.Clients;

public sealed class IdentityClient(HttpClient http) : ServiceClient(http)
{
    public Task<Answer<Me>> Me(CancellationToken cancellationToken) => Get<Me>("/api/identity/me", cancellationToken);

    /// <summary>Names of the people of the account; owners and administrators only.</summary>
    public Task<Answer<All<AccountMember>>> Members(CancellationToken cancellationToken) =>
        Get<All<AccountMember>>("/api/identity/members", cancellationToken);

    /// <summary>Names of members of the account by id; who has left it has none.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Names(
        IEnumerable<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var wanted = ids.Distinct().Take(100).ToList();
        if (wanted.Count == 0)
            return new Dictionary<Guid, string>();
        var names = await Get<All<MemberName>>(
            Address.Of("/api/identity/names", ("ids", string.Join(',', wanted))),
            cancellationToken
        );
        return names.Value?.Items.ToDictionary(name => name.Id, name => name.DisplayName) ?? [];
    }
}

public sealed record Me(
    Guid Id,
    string DisplayName,
    string Email,
    DateTimeOffset MemberSince,
    string Role,
    Account Account
);

public sealed record Account(Guid Id, string Name, string Kind);

public sealed record MemberName(Guid Id, string DisplayName);

public sealed record AccountMember(Guid Id, string DisplayName, string Email, string Role);
