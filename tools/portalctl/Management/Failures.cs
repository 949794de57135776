namespace Portal.Ctl.Management;

/// <summary>A service refused the request.</summary>
internal sealed class RefusedException(int status, string title, string code) : Exception($"{title} ({code})")
{
    public int Status { get; } = status;
    public string Code { get; } = code;

    /// <summary>Of a batch: the first row that cannot be, counted from 0.</summary>
    public int? Row { get; init; }

    /// <summary>The same, and which row of which file it is about.</summary>
    public RefusedException At(object place) => new(Status, $"{place}: {title}", Code);
}

/// <summary>Nobody answered, or nothing says where to ask.</summary>
internal sealed class UnreachableException(string message, Exception? inner = null) : Exception(message, inner);
