using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Portal.ServiceDefaults.Tests.Problems;

public sealed class OutageTests
{
    public static TheoryData<Exception> Outages =>
        [
            new SocketException(),
            new TimeoutException(),
            new NpgsqlException("away", new SocketException()),
            new BrokenCircuitException(),
            new TimeoutRejectedException(),
            new HttpRequestException("refused"),
            new HttpRequestException(null, null, HttpStatusCode.ServiceUnavailable),
            new HttpRequestException(null, null, HttpStatusCode.GatewayTimeout),
            new TaskCanceledException("slow", new TimeoutException()),
            new DbUpdateException("away", new NpgsqlException("away", new IOException())),
            new PostgresException("shutting down", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown),
            new PostgresException("starting", "FATAL", "FATAL", PostgresErrorCodes.CannotConnectNow),
            new PostgresException("full", "FATAL", "FATAL", PostgresErrorCodes.TooManyConnections),
        ];

    public static TheoryData<Exception> Bugs =>
        [
            new InvalidOperationException(),
            new HttpRequestException(null, null, HttpStatusCode.NotFound),
            new HttpRequestException(null, null, HttpStatusCode.InternalServerError),
            new PostgresException("no such table", "ERROR", "ERROR", PostgresErrorCodes.UndefinedTable),
            new DbUpdateException(
                "twice",
                new PostgresException("twice", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation)
            ),
            new OperationCanceledException(),
        ];

    [Theory, MemberData(nameof(Outages))]
    public void What_may_succeed_later_is_an_outage(Exception exception)
    {
        Assert.True(Outage.Is(exception));
        Assert.True(Outage.Is(new InvalidOperationException("wrapped", exception)));
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, Faults.StatusCode(exception));
    }

    [Theory, MemberData(nameof(Bugs))]
    public void What_fails_again_and_again_is_not(Exception exception)
    {
        Assert.False(Outage.Is(exception));
        Assert.Equal(StatusCodes.Status500InternalServerError, Faults.StatusCode(exception));
    }

    [Fact]
    public void A_bad_request_keeps_its_status()
    {
        Assert.Equal(
            StatusCodes.Status413PayloadTooLarge,
            Faults.StatusCode(new BadHttpRequestException("too much", StatusCodes.Status413PayloadTooLarge))
        );
    }
}
