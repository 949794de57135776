using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using Polly;
using StackExchange.Redis;

namespace Portal.ServiceDefaults;

/// <summary>Tells a dependency that is away for a while from a bug.</summary>
public static class Outage
{
    /// <summary>True if the same call may succeed later without any change.</summary>
    public static bool Is(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (
                exception
                is DbException { IsTransient: true }
                    or SocketException
                    or TimeoutException
                    or RedisConnectionException
                    or ExecutionRejectedException
                    or HttpRequestException
                    {
                        StatusCode: null
                            or HttpStatusCode.BadGateway
                            or HttpStatusCode.ServiceUnavailable
                            or HttpStatusCode.GatewayTimeout
                    }
            )
                return true;
        }
        return false;
    }
}
