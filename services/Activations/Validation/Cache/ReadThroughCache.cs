using System.Collections.Concurrent;

namespace Portal.Activations.Validation.Cache;

/// <summary>
/// Values read from the database. An entry is used until <see cref="CacheInvalidation"/> finds it invalid, and expires after one
/// minute: a lost broadcast of slots in use shows no longer than that.
/// </summary>
internal sealed class ReadThroughCache<TKey, TValue>(CacheInvalidation invalidation, TimeProvider clock, int maxEntries)
    where TKey : notnull
    where TValue : class
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<TKey, Entry> _entries = [];

    // ConcurrentDictionary.Count takes all of its locks: too expensive for every miss.
    private int _count;

    private sealed record Entry(TValue Value, Guid? LicenseId, long Version, long ReadAt);

    public TValue? Find(TKey key) =>
        _entries.TryGetValue(key, out var entry)
        && invalidation.IsValid(entry.Version, entry.LicenseId)
        && clock.GetElapsedTime(entry.ReadAt) < MaxAge
            ? entry.Value
            : null;

    /// <param name="version">From before the value was read.</param>
    /// <param name="licenseId">Whose changes invalidate it, too; null: changes that concern many licenses alone.</param>
    public void Add(TKey key, TValue value, long version, Guid? licenseId = null)
    {
        var entry = new Entry(value, licenseId, version, clock.GetTimestamp());
        if (!_entries.TryAdd(key, entry))
            _entries[key] = entry;
        else if (Interlocked.Increment(ref _count) > maxEntries)
        {
            Volatile.Write(ref _count, 0);
            _entries.Clear();
        }
    }
}
