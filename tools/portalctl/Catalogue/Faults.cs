namespace Portal.Ctl.Catalogue;

/// <summary>A place in a file; lines and columns count from 1, columns in characters.</summary>
internal readonly record struct Position(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}

internal sealed record Fault(Position At, string Message)
{
    public override string ToString() => $"{At}: {Message}";
}

/// <summary>Everything that is wrong with a catalogue, so that a person corrects it in one go.</summary>
internal sealed class Faults
{
    private readonly HashSet<Fault> _found = [];
    private bool _settled;

    public IReadOnlyList<Fault> InOrder =>
        [.. _found.OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column)];

    public void Add(Position at, string message)
    {
        if (_settled)
            throw new CatalogueException([new Fault(at, "The file was changed while it was being read. " + message)]);
        _found.Add(new Fault(at, message));
    }

    public void ThrowIfAny()
    {
        if (_found.Count > 0)
            throw new CatalogueException(InOrder);
    }

    /// <summary>All was checked: what is read again from here on must be right.</summary>
    public void Settle()
    {
        ThrowIfAny();
        _settled = true;
    }
}

internal sealed class CatalogueException(IReadOnlyList<Fault> faults) : Exception(Summary(faults))
{
    private const int Shown = 50;

    public IReadOnlyList<Fault> Faults { get; } = faults;

    private static string Summary(IReadOnlyList<Fault> faults) =>
        string.Join(
            Environment.NewLine,
            faults
                .Take(Shown)
                .Select(fault => fault.ToString())
                .Prepend($"The catalogue has {faults.Count} mistake{(faults.Count == 1 ? "" : "s")}; nothing was sent.")
                .Concat(faults.Count > Shown ? [$"… and {faults.Count - Shown} more"] : [])
        );
}
