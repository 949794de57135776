using System.Diagnostics.CodeAnalysis;

namespace Portal.Web.Clients;

/// <summary>What a service said: a value, or why not. A page shows the one or the other in its place.</summary>
public sealed record Answer<T>(T? Value, Problem? Problem)
    where T : class
{
    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(Problem problem) => new(null, problem);

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Value is not null;
}

/// <summary>It worked, and there is nothing more to say.</summary>
public sealed record Done;

/// <summary>A file that a service hands out; reading its content to the end, or disposing of it, ends the request.</summary>
public sealed record File(Stream Content, string? ContentType, string? Name);

/// <summary>A refusal as the services write it (problem+json). The detail is the sentence for the customer.</summary>
public sealed record Problem(
    string Detail,
    int Status,
    string? Code = null,
    string? TraceId = null,
    Guid? ArtifactId = null
)
{
    public static readonly Problem Unreachable = new(
        "This part of the portal cannot be reached right now. Try again in a minute.",
        503,
        "unreachable"
    );

    public bool IsNotFound => Status == 404;
}

/// <summary>A service does not accept the session's token any more: the customer has to sign in again.</summary>
public sealed class SignInRequiredException() : Exception("A service asked for a new sign-in.");
