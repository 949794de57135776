namespace Portal.EndToEnd.Tests.Trust;

/// <summary>Two accounts that must know nothing of each other, and everybody's tokens.</summary>
public sealed class World(PortalApp app) : IAsyncLifetime
{
    internal Door Door { get; } = new(app);
    internal Rows Mine { get; private set; } = null!;
    internal string Owner { get; private set; } = "";

    /// <summary>Owner of another account, which has rows of its own.</summary>
    internal string Stranger { get; private set; } = "";

    /// <summary>Of the same account, but nothing is assigned to them.</summary>
    internal string Colleague { get; private set; } = "";

    internal string Operator { get; private set; } = "";
    internal string Service { get; private set; } = "";
    internal Catalogue.Member StrangerHimself { get; private set; } = null!;
    internal Catalogue.Member OwnerHerself { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var catalogue = new Catalogue(app);
        var (mine, other) = (await catalogue.NewAccount(), await catalogue.NewAccount());
        (OwnerHerself, StrangerHimself) = (await catalogue.NewMember(mine), await catalogue.NewMember(other));
        Mine = await Rows.Of(app, catalogue, mine);
        await Rows.Of(app, catalogue, other);
        Owner = await AccessToken.Of(app, OwnerHerself);
        Mine = Mine.With("sessionId", await AnotherSession());
        Stranger = await AccessToken.Of(app, StrangerHimself);
        Colleague = await AccessToken.Of(app, await catalogue.NewMember(mine, "Member"));
        Operator = await catalogue.Operator.Token();
        Service = await catalogue.Operator.RequestToken("portal-service", "service-secret", "portal.replicate");
    }

    /// <summary>The owner signs in a second time.</summary>
    private async Task<string> AnotherSession()
    {
        using var elsewhere = await SignedIn.As(app, OwnerHerself.Email, OwnerHerself.Password);
        var sessions = await elsewhere.Get("/api/identity/me/sessions");
        return sessions["items"]!.AsArray().Single(session => session!["current"]!.GetValue<bool>())![
            "id"
        ]!.GetValue<string>();
    }

    public ValueTask DisposeAsync()
    {
        Door.Dispose();
        return ValueTask.CompletedTask;
    }
}

[CollectionDefinition(Name)]
public sealed class WorldOfTwo : ICollectionFixture<World>
{
    public const string Name = "two accounts";
}
