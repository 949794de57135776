using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Portal.Licenses.Audit;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Licenses.Features.Management;
using Portal.Licenses.Jobs;
using Portal.Testing;

namespace Portal.Licenses.Tests.Jobs;

/// <summary>What time does to licenses is told once, by whichever replica, in a database and a time of the test's own.</summary>
public sealed class NoticeTests(PortalApp app) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private NpgsqlDataSource _database = null!;

    public async ValueTask InitializeAsync()
    {
        var address = new NpgsqlConnectionStringBuilder(await app.Superuser("licensedb"));
        await using (var first = NpgsqlDataSource.Create(address.ConnectionString))
        {
            address.Database = $"notices_{Guid.NewGuid():N}";
            await using var create = first.CreateCommand($"CREATE DATABASE {address.Database}");
            await create.ExecuteNonQueryAsync();
        }
        _database = NpgsqlDataSource.Create(address.ConnectionString);
        await using var db = Db();
        await db.Database.MigrateAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Day_by_day_a_license_is_announced_30_7_and_1_days_before_its_end_and_at_its_end()
    {
        await Issue(1, _clock.GetUtcNow().AddDays(40), maintenanceEndsAt: _clock.GetUtcNow().AddDays(50));
        for (var day = 0; day < 60; day++)
        {
            await Tell();
            _clock.Advance(TimeSpan.FromDays(1));
        }
        Assert.Equal(
            ["LicenseExpiring 30", "MaintenanceEnding 30", "LicenseExpiring 7", "LicenseExpiring 1", "LicenseExpired"],
            await Announced()
        );
        Assert.Equal(
            1L,
            await Number(
                "SELECT count(*) FROM audit_records WHERE action = 'expired' AND visible_to_customer AND actor = 'time'"
            )
        );
    }

    [Fact]
    public async Task A_grace_period_is_announced_when_it_begins_and_when_it_is_over()
    {
        await Issue(1, _clock.GetUtcNow().AddDays(2), graceDays: 3);
        for (var day = 0; day < 10; day++)
        {
            await Tell();
            await Tell();
            _clock.Advance(TimeSpan.FromDays(1));
        }
        Assert.Equal(
            ["LicenseExpiring 7", "LicenseExpiring 1", "LicenseGraceStarted", "LicenseExpired"],
            await Announced()
        );
    }

    [Fact]
    public async Task Of_a_license_that_comes_in_its_grace_that_is_said_and_nothing_older()
    {
        await Issue(1, _clock.GetUtcNow().AddDays(-1), graceDays: 3);
        await Tell();
        Assert.Equal(["LicenseGraceStarted"], await Announced());
        _clock.Advance(TimeSpan.FromDays(9));
        await Tell();
        Assert.Equal(["LicenseGraceStarted", "LicenseExpired"], await Announced());
    }

    [Fact]
    public async Task After_a_day_of_downtime_only_the_most_urgent_is_announced_and_a_clock_that_jumps_back_repeats_nothing()
    {
        await Issue(1, _clock.GetUtcNow().AddDays(33));
        _clock.Advance(TimeSpan.FromDays(32.5));
        await Tell();
        Assert.Equal(["LicenseExpiring 1"], await Announced());
        _clock.AdjustTime(_clock.GetUtcNow().AddDays(-30));
        await Tell();
        _clock.AdjustTime(_clock.GetUtcNow().AddDays(60));
        await Tell();
        Assert.Equal(["LicenseExpiring 1", "LicenseExpired"], await Announced());
    }

    [Fact]
    public async Task A_renewal_is_announced_again_in_its_time()
    {
        var license = (await Issue(1, _clock.GetUtcNow().AddHours(1)))[0];
        await Tell();
        _clock.Advance(TimeSpan.FromHours(2));
        await Tell();
        await using (var db = Db())
        {
            (await db.Licenses.SingleAsync(row => row.Id == license.Id)).Renew(
                _clock.GetUtcNow().AddDays(3),
                _clock.GetUtcNow()
            );
            await db.SaveChangesAsync();
        }
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Tell();
        _clock.Advance(TimeSpan.FromDays(4));
        await Tell();
        Assert.Equal(["LicenseExpiring 1", "LicenseExpired", "LicenseExpiring 7", "LicenseExpired"], await Announced());
    }

    [Fact]
    public async Task Many_replicas_some_of_which_break_off_announce_each_license_once()
    {
        const int Many = 3_000;
        await Issue(Many, _clock.GetUtcNow().AddMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(async replica =>
                {
                    for (
                        var round = 0;
                        await Number("SELECT count(*) FROM licenses WHERE expiry_notice_at IS NOT NULL") > 0;
                        round++
                    )
                    {
                        using var killed = new CancellationTokenSource(
                            round % 2 == 0
                                ? TimeSpan.FromMilliseconds(Random.Shared.Next(5, 200))
                                : TimeSpan.FromMinutes(1)
                        );
                        try
                        {
                            await Tell(killed.Token);
                        }
                        catch (Exception broken)
                            when (broken is OperationCanceledException
                                || broken.InnerException is OperationCanceledException
                            ) { }
                    }
                })
        );
        Assert.Equal(
            (Many, Many),
            (
                await Number("SELECT count(*) FROM outbox WHERE type LIKE '%LicenseExpired,%'"),
                await Number("SELECT count(DISTINCT subject) FROM outbox WHERE type LIKE '%LicenseExpired,%'")
            )
        );
    }

    [Fact]
    public async Task What_is_due_is_found_by_an_index()
    {
        await Issue(2_000, _clock.GetUtcNow().AddDays(300), maintenanceEndsAt: _clock.GetUtcNow().AddDays(300));
        await Number("ANALYZE licenses");
        foreach (var notice in new[] { "expiry_notice_at", "maintenance_notice_at" })
        {
            await using var explain = _database.CreateCommand(
                $"EXPLAIN SELECT * FROM licenses WHERE {notice} <= '2026-06-01' ORDER BY {notice} LIMIT 500 FOR UPDATE SKIP LOCKED"
            );
            await using var plan = await explain.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            var lines = new List<string>();
            while (await plan.ReadAsync(TestContext.Current.CancellationToken))
                lines.Add(plan.GetString(0));
            Assert.Contains(lines, line =>
                line.Contains($"Index Scan using ix_licenses_{notice}", StringComparison.Ordinal)
            );
        }
    }

    private LicenseDb Db() =>
        new(new DbContextOptionsBuilder<LicenseDb>().UseNpgsql(_database).UseSnakeCaseNamingConvention().Options);

    private async Task<List<License>> Issue(
        int count,
        DateTimeOffset expiresAt,
        DateTimeOffset? maintenanceEndsAt = null,
        int graceDays = 0
    )
    {
        await using var db = Db();
        var now = _clock.GetUtcNow();
        var product = new Product
        {
            Id = Guid.CreateVersion7(),
            Slug = Catalogue.Unique("p"),
            Name = "P",
            ChangedAt = now,
        };
        var policy = new Policy
        {
            Id = Guid.CreateVersion7(),
            ProductId = product.Id,
            Name = "P",
            GraceDays = graceDays,
        };
        db.AddRange(product, policy);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.SaveChangesAsync();
        var licenses = Enumerable
            .Range(0, count)
            .Select(_ =>
                License.Issue(
                    policy,
                    LicenseKey.New(),
                    new Issuing { ExpiresAt = expiresAt, MaintenanceEndsAt = maintenanceEndsAt },
                    now
                )
            )
            .ToList();
        await BulkInsert.Insert(db, licenses, new Actor("test", null), now, CancellationToken.None);
        await transaction.CommitAsync();
        return licenses;
    }

    private async Task Tell(CancellationToken cancellationToken = default)
    {
        for (var told = DueNotices.BatchSize; told == DueNotices.BatchSize; )
        {
            await using var db = Db();
            told = await new DueNotices(db, _clock).Publish(cancellationToken);
        }
    }

    /// <summary>Type and days left of each announcement in its order.</summary>
    private async Task<List<string>> Announced()
    {
        await using var command = _database.CreateCommand(
            "SELECT split_part(split_part(type, ',', 1), '.', 5) || coalesce(' ' || (payload::jsonb ->> 'daysLeft'), '') FROM outbox WHERE type NOT LIKE '%Changed,%' ORDER BY occurred_at, id"
        );
        await using var rows = await command.ExecuteReaderAsync();
        var announced = new List<string>();
        while (await rows.ReadAsync())
            announced.Add(rows.GetString(0));
        return announced;
    }

    private async Task<long> Number(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as long? ?? 0;
    }
}
