using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Tests.Contracts.Things.V1;
using Portal.ServiceDefaults.Tests.Running;
using Portal.Testing;

namespace Portal.Messaging.Tests;

[Collection(nameof(Servers))]
public sealed class OutboxTests(Servers servers)
{
    private const string Exchange = "portal.servicedefaults.tests.things.v1.thing-changed";

    [Fact]
    public async Task A_committed_fact_is_delivered_and_leaves_the_outbox()
    {
        await using var service = await ThingsService.Started(servers);
        var fact = ThingChanged.New();
        await service.Commit(fact);
        await service.UntilKept(fact.ThingId);
        await service.UntilPublished();
    }

    [Fact]
    public async Task A_fact_that_was_rolled_back_is_never_published()
    {
        await using var service = await ThingsService.Started(servers, reacts: false);
        await using var subscriber = await Subscriber.At(servers.Broker, Exchange);
        var (never, later) = (ThingChanged.New(), ThingChanged.New());
        await service.InDatabase(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Outbox.Add(OutboxMessage.From(never, never.ThingId, TimeProvider.System.GetUtcNow()));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
            return true;
        });
        await service.Commit(later);
        await Arrive(subscriber, later);
        Assert.Equal([later.ThingId], subscriber.Messages.Select(ThingId));
    }

    [Fact]
    public async Task A_crash_between_publish_and_commit_repeats_the_messages_under_their_ids_and_loses_none()
    {
        var database = await servers.NewDatabase();
        await using var service = await ThingsService.Started(servers, database, reacts: false);
        await using var subscriber = await Subscriber.At(servers.Broker, Exchange);
        // Runs when the dispatcher commits, that is when everything has been published. A sequence is not rolled back.
        await Servers.Execute(
            database,
            """
            CREATE SEQUENCE crashes;
            CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN IF nextval('crashes') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); END IF; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER crash AFTER DELETE ON outbox DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION crash();
            """
        );
        var facts = Enumerable.Range(0, 20).Select(_ => ThingChanged.New()).ToList();
        await service.Commit(facts);
        await service.UntilPublished();
        await Eventually.Is(() => Task.FromResult(subscriber.Messages.Count >= 40), "every message came a second time");

        Assert.Equal(
            facts.Select(fact => fact.ThingId).Order(),
            subscriber.Messages.Select(ThingId).Distinct().Order()
        );
        Assert.All(subscriber.Messages.GroupBy(ThingId), repeated =>
        {
            Assert.Equal(2, repeated.Count());
            Assert.Single(repeated.Select(message => message.MessageId).Distinct());
        });
    }

    [Fact]
    public async Task Two_dispatchers_share_the_work_and_publish_nothing_twice()
    {
        var database = await servers.NewDatabase();
        await using var one = await ThingsService.Started(servers, database, reacts: false, name: "one");
        await using var two = await ThingsService.Started(servers, database, reacts: false, name: "two");
        await using var subscriber = await Subscriber.At(servers.Broker, Exchange);
        var facts = Enumerable.Range(0, 3000).Select(_ => ThingChanged.New()).ToList();
        await Task.WhenAll(one.Commit(facts.Take(1500)), two.Commit(facts.Skip(1500)));
        await Arrive(subscriber, [.. facts]);
        await one.UntilPublished();

        Assert.Equal(facts.Count, subscriber.Messages.Count);
        Assert.Equal(facts.Count, subscriber.Messages.Select(message => message.MessageId).Distinct().Count());
        Assert.Equal(
            ["/portal/one", "/portal/two"],
            subscriber.Messages.Select(message => message.Headers["cloudEvents_source"]).Distinct().Order()
        );
    }

    [Fact]
    public async Task An_event_that_was_stored_late_under_an_early_id_does_not_wait_for_all_that_are_waiting()
    {
        await using var service = await ThingsService.Started(servers, reacts: false);
        await using var subscriber = await Subscriber.At(servers.Broker, Exchange);
        var (facts, early) = (Enumerable.Range(0, 6000).Select(_ => ThingChanged.New()).ToList(), ThingChanged.New());
        await service.Commit(facts);
        await Eventually.Is(() => Task.FromResult(!subscriber.Messages.IsEmpty), "the first of many is published");
        await service.InDatabase(db =>
        {
            db.Outbox.Add(OutboxMessage.From(early, early.ThingId, TimeProvider.System.GetUtcNow().AddHours(-1)));
            return db.SaveChangesAsync();
        });
        await Arrive(subscriber, [.. facts, early]);
        Assert.True(subscriber.Messages.Select(ThingId).ToList().IndexOf(early.ThingId) < facts.Count - 1000);
    }

    [Fact]
    public async Task A_message_that_cannot_be_published_holds_up_no_other()
    {
        await using var service = await ThingsService.Started(servers, reacts: false);
        await using var subscriber = await Subscriber.At(servers.Broker, Exchange);
        var (stuck, fact) = (ThingChanged.New(), ThingChanged.New());
        var message = OutboxMessage.From(stuck, stuck.ThingId, TimeProvider.System.GetUtcNow());
        await service.InDatabase(async db =>
        {
            db.Outbox.Add(
                new OutboxMessage
                {
                    Id = message.Id,
                    Type = "Gone.From.Here, Gone",
                    Subject = message.Subject,
                    OccurredAt = message.OccurredAt,
                    Payload = message.Payload,
                }
            );
            return await db.SaveChangesAsync();
        });
        await service.Commit(fact);
        await Arrive(subscriber, fact);
        await Eventually.Is(
            () => service.InDatabase(async db => await db.Outbox.CountAsync() == 1),
            "only what cannot be published is left"
        );
        await Eventually.Is(
            () =>
                Task.FromResult(
                    service.Log.Lines.Any(line => line.Text.Contains(message.Id.ToString(), StringComparison.Ordinal))
                ),
            "the log names it"
        );
    }

    [Fact]
    public async Task A_message_that_can_never_be_published_is_parked_and_can_be_tried_again()
    {
        await using var service = await ThingsService.Started(servers, reacts: false);
        await using var subscriber = await Subscriber.At(servers.Broker, Exchange);
        var fact = ThingChanged.New();
        var message = OutboxMessage.From(fact, fact.ThingId, TimeProvider.System.GetUtcNow());
        // A type that exists, but is no contract of this service.
        await Servers.Execute(
            service.Database,
            $"INSERT INTO outbox (id, type, subject, occurred_at, payload) VALUES ('{message.Id}', 'System.Version, System.Runtime', '', now(), '{message.Payload}')"
        );
        await Eventually.Is(
            () => service.InDatabase(db => db.Outbox.AnyAsync(row => row.ParkedAt != null && row.Attempts == 5)),
            "it is parked",
            TimeSpan.FromSeconds(90)
        );
        Assert.Empty(subscriber.Messages);

        await Servers.Execute(
            service.Database,
            $"UPDATE outbox SET type = '{message.Type}', parked_at = NULL, retry_at = NULL, attempts = 0"
        );
        await Arrive(subscriber, fact);
        await service.UntilPublished();
    }

    [Fact]
    public async Task A_dispatcher_stops_in_the_middle_of_its_work_without_a_complaint()
    {
        var service = await ThingsService.Started(servers);
        await service.Commit(Enumerable.Range(0, 500).Select(_ => ThingChanged.New()));
        // One that did not stop by itself would be given up by the host, which says so.
        await service.DisposeAsync();
        Assert.Empty(service.Log.Lines);
    }

    [Fact]
    public async Task What_a_process_left_behind_another_publishes()
    {
        var database = await servers.NewDatabase();
        await using var service = await ThingsService.Started(servers, database);
        var fact = ThingChanged.New();
        var message = OutboxMessage.From(fact, fact.ThingId, TimeProvider.System.GetUtcNow());
        // Committed by nobody that the dispatcher would hear.
        await Servers.Execute(
            database,
            $"INSERT INTO outbox (id, type, subject, occurred_at, payload) VALUES ('{message.Id}', '{message.Type}', '{message.Subject}', now(), '{message.Payload}')"
        );
        await service.UntilKept(fact.ThingId);
    }

    private static Guid ThingId(Subscriber.Received message) => message.Body["thingId"]!.GetValue<Guid>();

    private static Task Arrive(Subscriber subscriber, params ThingChanged[] facts) =>
        Eventually.Is(
            () =>
                Task.FromResult(
                    subscriber.Messages.Select(ThingId).ToHashSet().IsSupersetOf(facts.Select(fact => fact.ThingId))
                ),
            $"{facts.Length} facts arrive",
            TimeSpan.FromSeconds(90)
        );
}
