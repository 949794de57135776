using System.Diagnostics.Metrics;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Portal.Messaging;

/// <summary>Counts and reports each message that is put aside into an error queue.</summary>
internal sealed partial class DeadLetters(IMeterFactory meters, ILogger<DeadLetters> logger)
    : IFilter<ExceptionReceiveContext>
{
    private readonly Counter<long> _counter = meters
        .Create(EventNames.Meter)
        .CreateCounter<long>("portal.dead_letters", "{message}", "Messages moved to an error queue");

    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var queue = context.InputAddress.AbsolutePath.Trim('/');
        _counter.Add(1, new KeyValuePair<string, object?>("queue", queue));
        PutAside(queue, context.GetMessageId(), context.Exception.GetType().Name, context.Exception);
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("deadLetters");

    [LoggerMessage(LogLevel.Error, "Message {MessageId} of {Queue} was put aside into its error queue: {Reason}")]
    private partial void PutAside(string queue, Guid? messageId, string reason, Exception exception);
}
