using System.Data.Common;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Portal.ServiceDefaults;

/// <summary>What an exception that nobody expected means to the client.</summary>
internal static class Faults
{
    // SQLSTATE of PostgreSQL, appendix A of its manual.
    private const string CharacterNotInRepertoire = "22021",
        UntranslatableCharacter = "22P05";

    public static int StatusCode(Exception exception) =>
        exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
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
        (exception as DbException ?? exception.InnerException as DbException)?.SqlState
            is CharacterNotInRepertoire
                or UntranslatableCharacter
        || exception is EncoderFallbackException
        || exception.InnerException is EncoderFallbackException;
}
