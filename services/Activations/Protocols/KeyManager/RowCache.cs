using System.Collections.Concurrent;
using Portal.Activations.Data;
using Portal.Activations.Validation.Cache;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>Rows in the memory of this process, until the database tells of a change that concerns more than one license.</summary>
internal sealed class RowCache<TKey, TRow>(LicenseCache licenses)
    where TKey : notnull
    where TRow : class
{
    private const int Max = 10_000;
    private readonly ConcurrentDictionary<TKey, (long Epoch, TRow Row)> _rows = [];

    /// <summary>What is not there is asked for every time.</summary>
    public async ValueTask<TRow?> Get(TKey key, Func<ActivationDb, Task<TRow?>> load, IServiceScopeFactory scopes)
    {
        // Before the row is read: a change meanwhile makes it out of date.
        var epoch = licenses.Epoch;
        if (epoch is not null && _rows.TryGetValue(key, out var known) && known.Epoch == epoch)
            return known.Row;
        await using var scope = scopes.CreateAsyncScope();
        var row = await load(scope.ServiceProvider.GetRequiredService<ActivationDb>());
        if (_rows.Count >= Max)
            _rows.Clear();
        if (epoch is not null && row is not null)
            _rows[key] = (epoch.Value, row);
        return row;
    }
}
