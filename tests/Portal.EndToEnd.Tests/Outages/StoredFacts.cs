namespace Portal.EndToEnd.Tests.Outages;

/// <summary>What Activation and License have stored about some licenses.</summary>
internal sealed class StoredFacts(PortalApp app, Guid[] licenses)
{
    /// <summary>License, limit, slots in use, active activations.</summary>
    public Task<IReadOnlyList<object[]>> Slots() =>
        Database.Rows(
            app,
            "activationdb",
            """
            SELECT l.id, coalesce((l.snapshot ->> 'activationLimit')::bigint, 1000000), l.used_slots::bigint,
                (SELECT count(*) FROM activations a WHERE a.license_id = l.id AND a.deactivated_at IS NULL)
            FROM licenses l WHERE l.id = ANY($1) ORDER BY l.id
            """,
            licenses
        );

    public async Task<HashSet<Guid>> Created() =>
        Ids(
            await Database.Rows(app, "activationdb", "SELECT id FROM activations WHERE license_id = ANY($1)", licenses)
        );

    public async Task<HashSet<Guid>> Deactivated() =>
        Ids(
            await Database.Rows(
                app,
                "activationdb",
                "SELECT id FROM activations WHERE license_id = ANY($1) AND deactivated_at IS NOT NULL",
                licenses
            )
        );

    public Task<long> Unpublished() => Database.Number(app, "activationdb", "SELECT count(*) FROM outbox");

    /// <summary>License's copy of the slots in use, in the order of <see cref="Slots"/>.</summary>
    public async Task<IEnumerable<object>> SlotsAsLicenseKnows() =>
        (
            await Database.Rows(
                app,
                "licensedb",
                "SELECT used_slots::bigint FROM licenses WHERE id = ANY($1) ORDER BY id",
                licenses
            )
        ).Select(row => row[0]);

    private static HashSet<Guid> Ids(IEnumerable<object[]> rows) => [.. rows.Select(row => (Guid)row[0])];
}
