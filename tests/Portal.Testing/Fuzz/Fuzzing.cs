using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Portal.Testing.Fuzz;

/// <summary>Many malformed requests side by side, always the same ones for the same seed, and what they were answered.</summary>
public sealed class Fuzzing(FuzzTarget target, int seed)
{
    private const int HttpVersionNotSupported = 505,
        MaxKept = 5;

    private int _connections;

    /// <summary>How often each status was answered.</summary>
    public ConcurrentDictionary<int, int> Statuses { get; } = [];

    /// <summary>Some of the requests that were answered by an error of ours.</summary>
    public ConcurrentQueue<string> Failures { get; } = [];

    /// <summary>Other requests every time.</summary>
    /// <param name="addresses">One for each connection; the protocols take turns.</param>
    public Task Run(IEnumerable<Uri> addresses, int requestsOfEach) =>
        Task.WhenAll(
            addresses
                .Select(address => (Address: address, Number: _connections++))
                .ToList()
                .Select(one => Task.Run(() => Ask(one.Address, one.Number, requestsOfEach)))
        );

    public int Errors => Statuses.Where(status => IsError(status.Key)).Sum(status => status.Value);

    public override string ToString() =>
        string.Join(
            ", ",
            Statuses
                .OrderBy(status => status.Key)
                .Select(status => string.Create(CultureInfo.InvariantCulture, $"{status.Key}: {status.Value:N0}"))
        );

    private async Task Ask(Uri address, int number, int requests)
    {
        using var connection = new RawConnection(address);
        var random = new Random(unchecked(seed + number));
        for (var left = requests; left > 0; left--)
        {
            var request = MalformedRequest.From(
                random,
                left % 2 == 0 ? Skin.Native : Skin.KeyManager,
                target,
                address.Authority
            );
            var status = await connection.Ask(request);
            Statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            if (IsError(status) && Failures.Count < MaxKept)
                Failures.Enqueue($"{status} to:\n{Encoding.Latin1.GetString(request.Bytes)}");
        }
    }

    // Another version of HTTP is refused by that number: the one that is no error of ours.
    private static bool IsError(int status) => status >= 500 && status != HttpVersionNotSupported;
}
