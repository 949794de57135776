using System.Net;
using MaxMind.Db;

namespace Portal.Identity.SignIns;

/// <summary>
/// Where an address of the network is, by a database of the vendor's own in the MaxMind DB format with the fields of GeoLite2
/// City: <c>Places:Database</c> is its file. No address is ever asked about elsewhere. Without a database every place is unknown.
/// </summary>
internal sealed class Places : IDisposable
{
    private readonly Reader? _database;

    /// <exception cref="InvalidOperationException">The file is not there or is no such database.</exception>
    public Places(IConfiguration configuration)
    {
        if (configuration["Places:Database"] is not { Length: > 0 } file)
            return;
        try
        {
            _database = new Reader(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDatabaseException)
        {
            throw new InvalidOperationException($"Places:Database names {file}, which cannot be read.", unreadable);
        }
    }

    /// <returns>"Oslo, Norway", or only the country; null: not known.</returns>
    public string? Of(string address)
    {
        if (_database is null || !IPAddress.TryParse(address, out var ip))
            return null;
        if (_database.Find<Dictionary<string, object>>(ip) is not { } found)
            return null;
        var (city, country) = (Name(found, "city"), Name(found, "country"));
        return city is null ? country
            : country is null ? city
            : $"{city}, {country}";
    }

    public void Dispose() => _database?.Dispose();

    private static string? Name(Dictionary<string, object> found, string of) =>
        found.GetValueOrDefault(of) is Dictionary<string, object> one
        && one.GetValueOrDefault("names") is Dictionary<string, object> names
            ? names.GetValueOrDefault("en") as string
            : null;
}
