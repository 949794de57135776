using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Portal.ServiceDefaults;

namespace Portal.Messaging;

/// <summary>Publishing from the outbox, reacting to events of other services.</summary>
public static class Events
{
    /// <summary>
    /// Raw JSON on RabbitMQ: an exchange per event, a quorum queue per reaction and service, what keeps failing goes to
    /// <c>{queue}_error</c> and is counted. While the broker is away the service works on, degraded.
    /// </summary>
    public static IHostApplicationBuilder AddEvents<TDb>(
        this IHostApplicationBuilder builder,
        Action<EventsBuilder> events
    )
        where TDb : DbContext, IOutboxDb
    {
        var service = builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName;
        var topology = new EventTopology();
        builder.Services.AddSingleton(topology);
        builder.Services.AddSingleton(new EventNames(service));
        builder.Services.AddScoped<IOutboxDb>(services => services.GetRequiredService<TDb>());
        builder.Services.AddSingleton<OutboxPublisher>();
        builder.Services.AddSingleton<DeadLetters>();
        builder.Services.Configure<MassTransitHostOptions>(host => host.StopTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton<BusStarted>();
        builder.Services.AddHealthChecks().AddCheck<BusStarted>("bus-started");
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);
            bus.AddConfigureEndpointsCallback(QueueConventions.Apply);
            events(
                new EventsBuilder(
                    bus,
                    EventNames.Kebab(typeof(TDb).Name.Replace("Db", "", StringComparison.Ordinal)),
                    topology
                )
            );
            bus.UsingRabbitMq((context, rabbit) => Configure(context, rabbit));
        });
        // After the bus, so that it stops before the bus does.
        builder.Services.AddHostedService<OutboxDispatcher>();
        builder.Services.AddHostedService<OutboxGauges>();
        return builder;
    }

    private static void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit)
    {
        rabbit.Host(
            new Uri(
                context.GetRequiredService<IConfiguration>().GetConnectionString("rabbitmq") ?? "amqp://not-configured"
            )
        );
        rabbit.MessageTopology.SetEntityNameFormatter(context.GetRequiredService<EventNames>());
        rabbit.ConfigureJsonSerializerOptions(_ => Wire.Options);
        rabbit.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        rabbit.PrefetchCount = 32;
        rabbit.ConfigureEndpoints(context);
    }
}
