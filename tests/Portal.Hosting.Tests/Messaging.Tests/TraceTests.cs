using System.Collections.Concurrent;
using System.Diagnostics;
using Portal.ServiceDefaults.Tests.Contracts.Things.V1;
using Portal.ServiceDefaults.Tests.Running;
using Portal.Testing;

namespace Portal.Messaging.Tests;

[Collection(nameof(Servers))]
public sealed class TraceTests(Servers servers)
{
    [Fact]
    public async Task A_reaction_runs_in_the_trace_of_what_caused_its_event()
    {
        using var spans = new Recorder();
        await using var service = await ThingsService.Started(servers);
        var fact = ThingChanged.New();
        var cause = await Caused(service, fact);
        await service.UntilKept(fact.ThingId);

        Assert.NotEmpty(await spans.ReactionsTo(cause));
    }

    [Fact]
    public async Task A_reaction_to_many_at_once_is_found_from_the_trace_of_each()
    {
        using var spans = new Recorder();
        await using var service = await ThingsService.Started(servers, batched: true);
        var facts = Enumerable.Range(0, 40).Select(_ => ThingChanged.New()).ToList();
        var causes = await CausedAtOnce(service, facts);
        await service.UntilKept(facts.Select(fact => fact.ThingId));

        foreach (var cause in causes)
            Assert.NotEmpty(await spans.ReactionsTo(cause));
        Assert.True(service.Deliveries.Batches < facts.Count);
    }

    /// <summary>Commits facts together, each of a trace of its own, so that they are published one right after the other.</summary>
    private static Task<List<ActivityTraceId>> CausedAtOnce(ThingsService service, List<ThingChanged> facts) =>
        service.InDatabase(async db =>
        {
            var causes = new List<ActivityTraceId>();
            foreach (var fact in facts)
            {
                using var cause = Begin();
                db.Outbox.Add(OutboxMessage.From(fact, fact.ThingId, TimeProvider.System.GetUtcNow()));
                causes.Add(cause.TraceId);
            }
            await db.SaveChangesAsync();
            return causes;
        });

    /// <summary>Commits a fact in a trace of its own.</summary>
    private static async Task<ActivityTraceId> Caused(ThingsService service, ThingChanged fact)
    {
        using var cause = Begin();
        await service.Commit(fact);
        return cause.TraceId;
    }

    private static Activity Begin() =>
        new Activity("cause") { ActivityTraceFlags = ActivityTraceFlags.Recorded }
            .SetIdFormat(ActivityIdFormat.W3C)
            .Start();

    /// <summary>Spans of consumers, as an exporter would get them.</summary>
    private sealed class Recorder : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _ended = [];
        private readonly ActivityListener _listener;

        public Recorder()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is "MassTransit" or EventNames.Meter,
                Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = _ended.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        /// <summary>In the trace of the cause, or linked to it.</summary>
        public Task<List<Activity>> ReactionsTo(ActivityTraceId cause) =>
            Eventually.Get(
                () =>
                {
                    var found = _ended
                        .Where(span =>
                            IsReaction(span)
                            && (span.TraceId == cause || span.Links.Any(link => link.Context.TraceId == cause))
                        )
                        .ToList();
                    return Task.FromResult(found.Count > 0 ? found : null);
                },
                "the reaction has ended"
            );

        public void Dispose() => _listener.Dispose();

        private static bool IsReaction(Activity span) =>
            span.Kind == ActivityKind.Consumer
            && span.GetTagItem("messaging.masstransit.consumer_type") is string type
            && type.Split('.')[^1] is nameof(WhenThingChanged) or nameof(WhenThingsChanged);
    }
}
