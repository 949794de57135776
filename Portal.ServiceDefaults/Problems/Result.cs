using System.Diagnostics.CodeAnalysis;

namespace Portal.ServiceDefaults;

public static class Result
{
    /// <summary>For interfaces, which convert to nothing by themselves.</summary>
    public static Result<T> Of<T>(T value)
        where T : notnull => value;
}

/// <summary>A value, or the rejection that says why there is none.</summary>
public readonly struct Result<T>
    where T : notnull
{
    private readonly T? _value;

    private Result(T? value, Rejection? rejection) => (_value, Rejection) = (value, rejection);

    /// <summary>Null if there is a value.</summary>
    public Rejection? Rejection { get; }

    /// <summary>Only when there is no <see cref="Rejection"/>.</summary>
    public T Value => _value ?? throw new InvalidOperationException($"Rejected: {Rejection?.Code}");

    /// <summary>False, with the rejection, if there is no value.</summary>
    public bool Is([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Rejection? rejection)
    {
        (value, rejection) = (_value, Rejection);
        return rejection is null;
    }

    /// <summary>Another value made of this one; a rejection stays what it is.</summary>
    public Result<TOther> Map<TOther>(Func<T, TOther> map)
        where TOther : notnull => Rejection is null ? map(Value) : Rejection;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Rejection rejection) => new(default, rejection);
}
