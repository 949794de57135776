using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Portal.ServiceDefaults;

/// <summary>What an exception that nobody expected means to the client.</summary>
internal static class Faults
{
    public static int StatusCode(Exception exception) =>
        exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            DbUpdateConcurrencyException => StatusCodes.Status409Conflict,
            _ when IsClients(exception) => StatusCodes.Status400BadRequest,
            _ when Outage.Is(exception) => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };

    /// <summary>
    /// The client's doing, not an error of ours: a body that is too large, cut off or no form, a form without its token, a text
    /// that no database stores.
    /// </summary>
    public static bool IsClients(Exception exception) =>
        exception is BadHttpRequestException or InvalidDataException or AntiforgeryValidationException
        || IsText(exception);

    /// <summary>PostgreSQL takes every text but one with U+0000 or half a surrogate pair.</summary>
    private static bool IsText(Exception exception) =>
        (exception as PostgresException ?? exception.InnerException as PostgresException)?.SqlState
            is PostgresErrorCodes.CharacterNotInRepertoire
                or PostgresErrorCodes.UntranslatableCharacter
        || exception is System.Text.EncoderFallbackException
        || exception.InnerException is System.Text.EncoderFallbackException;
}
