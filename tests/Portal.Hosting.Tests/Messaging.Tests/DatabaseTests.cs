using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Tests.Contracts.Things.V1;
using Portal.ServiceDefaults.Tests.Running;

namespace Portal.Messaging.Tests;

[Collection(nameof(Servers))]
public sealed class DatabaseTests(Servers servers)
{
    [Fact]
    public async Task A_verb_that_lost_to_a_rival_runs_again_on_fresh_rows()
    {
        await using var service = await ThingsService.Started(servers, reacts: false);
        var id = await NewThing(service);
        var runs = 0;
        await service.InDatabase(db =>
            db.RetryOnConflict(async () =>
            {
                var thing = await db.Things.SingleAsync(row => row.Id == id);
                if (++runs < 3)
                    await Change(service, id, $"rival {runs}");
                thing.Name += " and mine";
                thing.Version++;
                return await db.SaveChangesAsync();
            })
        );
        Assert.Equal(3, runs);
        Assert.Equal("rival 2 and mine", (await service.Find(id))!.Name);
    }

    [Fact]
    public async Task After_three_tries_the_conflict_is_the_callers()
    {
        await using var service = await ThingsService.Started(servers, reacts: false);
        var id = await NewThing(service);
        var runs = 0;
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() =>
            service.InDatabase(db =>
                db.RetryOnConflict(async () =>
                {
                    var thing = await db.Things.SingleAsync(row => row.Id == id);
                    await Change(service, id, $"rival {++runs}");
                    thing.Version++;
                    return await db.SaveChangesAsync();
                })
            )
        );
        Assert.Equal(3, runs);
    }

    [Fact]
    public async Task A_duplicate_is_told_from_other_failures()
    {
        await using var service = await ThingsService.Started(servers, reacts: false);
        var id = await NewThing(service);
        var twice = await Assert.ThrowsAsync<DbUpdateException>(() =>
            service.InDatabase(db =>
                Add(
                    db,
                    new Thing
                    {
                        Id = id,
                        Version = 1,
                        Name = "twice",
                    }
                )
            )
        );
        var nameless = await Assert.ThrowsAsync<DbUpdateException>(() =>
            service.InDatabase(db =>
                Add(
                    db,
                    new Thing
                    {
                        Id = Guid.CreateVersion7(),
                        Version = 1,
                        Name = null!,
                    }
                )
            )
        );
        Assert.True(twice.IsDuplicate());
        Assert.False(nameless.IsDuplicate());
    }

    private static async Task<Guid> NewThing(ThingsService service)
    {
        var fact = ThingChanged.New();
        await service.InDatabase(db =>
            Add(
                db,
                new Thing
                {
                    Id = fact.ThingId,
                    Version = 1,
                    Name = "thing",
                }
            )
        );
        return fact.ThingId;
    }

    private static Task<int> Add(ThingsDb db, Thing thing)
    {
        db.Things.Add(thing);
        return db.SaveChangesAsync();
    }

    private static Task<int> Change(ThingsService service, Guid id, string name) =>
        service.InDatabase(db =>
            db.Things.Where(thing => thing.Id == id)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(thing => thing.Name, name)
                        .SetProperty(thing => thing.Version, thing => thing.Version + 1)
                )
        );
}
