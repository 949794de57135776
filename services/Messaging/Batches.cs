using System.Diagnostics;
using MassTransit;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

public static class Batches
{
    /// <summary>
    /// Handles all events of a batch at once. If that fails, each by itself, so that a poison message takes no other with it; the
    /// failure is thrown when the rest is handled.
    /// </summary>
    public static async Task HandleBatch<T>(this ConsumeContext<Batch<T>> context, Func<IReadOnlyList<T>, Task> handle)
        where T : class
    {
        Link(context.Message);
        List<T> all = [.. context.Message.Select(one => one.Message)];
        try
        {
            await handle(all);
        }
        catch (Exception exception) when (all.Count > 1 && !Outage.Is(exception))
        {
            var failures = new List<Exception>();
            foreach (var one in all)
            {
                try
                {
                    await handle([one]);
                }
                catch (Exception failure) when (!Outage.Is(failure))
                {
                    failures.Add(failure);
                }
            }
            if (failures.Count > 0)
                throw new AggregateException(failures);
        }
    }

    /// <summary>The reaction runs in the trace of one event; from those of the others it is found by a link.</summary>
    private static void Link<T>(Batch<T> batch)
        where T : class
    {
        if (Activity.Current is not { IsAllDataRequested: true } reaction)
            return;
        foreach (var one in batch)
        {
            if (
                ActivityContext.TryParse(one.Headers.Get<string>(EventNames.TraceParent), null, true, out var cause)
                && cause.TraceId != reaction.TraceId
            )
                reaction.AddLink(new ActivityLink(cause));
        }
    }
}
