namespace Portal.Web.Clients;

public sealed class IdentityClient(HttpClient http) : ServiceClient(http)
{
    public Task<Answer<Me>> Me(CancellationToken cancellationToken) => Get<Me>("/api/identity/me", cancellationToken);

    public Task<Answer<MyName>> Rename(string name, CancellationToken cancellationToken) =>
        Put<MyName>("/api/identity/me/name", new MyName(name), cancellationToken);

    public Task<Answer<MySettings>> ChangeSettings(MySettings settings, CancellationToken cancellationToken) =>
        Put<MySettings>("/api/identity/me/settings", settings, cancellationToken);

    /// <summary>Where the user is signed in, the newest sign of life first.</summary>
    public Task<Answer<All<MySession>>> Sessions(CancellationToken cancellationToken) =>
        Get<All<MySession>>("/api/identity/me/sessions", cancellationToken);

    public Task<Answer<Done>> EndSession(Guid id, CancellationToken cancellationToken) =>
        Delete($"/api/identity/me/sessions/{id}", cancellationToken);

    public Task<Answer<EndedSessions>> EndOtherSessions(CancellationToken cancellationToken) =>
        Post<EndedSessions>("/api/identity/me/sessions/end-others", null, cancellationToken);

    /// <summary>The newest attempts to sign in, those that failed too.</summary>
    public Task<Answer<All<MySignIn>>> SignIns(CancellationToken cancellationToken) =>
        Get<All<MySignIn>>("/api/identity/me/sign-ins", cancellationToken);

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
)
{
    public DateTimeOffset? PasswordChangedAt { get; init; }
    public bool HasPassword { get; init; }
    public bool SecondFactor { get; init; }
    public int Passkeys { get; init; }
    public string? TimeZone { get; init; }
    public IReadOnlyList<string> MutedNotifications { get; init; } = [];
}

public sealed record MyName(string DisplayName);

public sealed record MySettings(string? TimeZone, IReadOnlyList<string> MutedNotifications);

public sealed record MySession(
    Guid Id,
    string Device,
    string Address,
    string? Place,
    DateTimeOffset StartedAt,
    DateTimeOffset LastSeenAt,
    bool Current
);

public sealed record EndedSessions(int Ended);

public sealed record MySignIn(
    DateTimeOffset At,
    string Method,
    string? Rejection,
    string Device,
    string Address,
    string? Place
);

public sealed record Account(Guid Id, string Name, string Kind);

public sealed record MemberName(Guid Id, string DisplayName);

public sealed record AccountMember(Guid Id, string DisplayName, string Email, string Role);
