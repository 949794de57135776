namespace Portal.Activations.Validation.Cache;

/// <summary>
/// Decides which cached entries of this process are still valid; the only place that invalidates any. The database notifies of
/// every change (<see cref="InvalidationListener"/>), and what this process commits, it invalidates before it answers. While the
/// listener is disconnected no entry is valid: every answer comes from the database.
/// </summary>
internal sealed class CacheInvalidation(SlotUsageBroadcast broadcast, TimeProvider clock)
{
    /// <summary>
    /// Channel of LISTEN and NOTIFY. The payload is the id of a license of which something changed, or <c>*</c> for a change
    /// that concerns many. The triggers that notify are in the migration.
    /// </summary>
    public const string Channel = "license_changes";

    // Licenses share counters: a change also invalidates the few that share one, which costs a query and nothing else.
    private const int Counters = 65_536;
    private static readonly TimeSpan ListenTimeout = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly long[] _licenseChanges = new long[Counters];
    private long _version,
        _lastSharedChange,
        _connectedAt;
    private volatile bool _connected;

    /// <summary>
    /// Counts changes. An entry keeps the version from before its row was read, so that a change committed during the read
    /// invalidates it.
    /// </summary>
    public long Version => Volatile.Read(ref _version);

    /// <param name="version">Of the entry.</param>
    /// <param name="licenseId">Null: the entry belongs to no single license.</param>
    public bool IsValid(long version, Guid? licenseId) =>
        IsConnected
        && Volatile.Read(ref _lastSharedChange) <= version
        && (licenseId is not { } id || Volatile.Read(ref _licenseChanges[CounterOf(id)]) <= version);

    /// <summary>This process committed a change of slots: invalidates here at once and on the other replicas soon after.</summary>
    public void SlotsChanged(IEnumerable<Guid> licenseIds)
    {
        foreach (var licenseId in licenseIds)
        {
            Invalidate(licenseId);
            broadcast.Enqueue(licenseId);
        }
    }

    /// <summary>This process committed a change of the block list, an API key or a product key. Triggers notify the other replicas.</summary>
    public void SharedRowsChanged() => InvalidateAll();

    public void Invalidate(Guid licenseId)
    {
        // Without the lock a lower version could overwrite a higher one.
        lock (_lock)
            Volatile.Write(ref _licenseChanges[CounterOf(licenseId)], Interlocked.Increment(ref _version));
    }

    public void InvalidateAll()
    {
        lock (_lock)
            Volatile.Write(ref _lastSharedChange, Interlocked.Increment(ref _version));
    }

    /// <summary>The listener reached the database just now.</summary>
    public void MarkConnected()
    {
        Volatile.Write(ref _connectedAt, clock.GetTimestamp());
        _connected = true;
    }

    public void MarkDisconnected()
    {
        _connected = false;
        InvalidateAll();
    }

    // A listener that hangs without an error counts as disconnected, too.
    private bool IsConnected => _connected && clock.GetElapsedTime(Volatile.Read(ref _connectedAt)) < ListenTimeout;

    private static int CounterOf(Guid licenseId) => (int)((uint)licenseId.GetHashCode() % Counters);
}
