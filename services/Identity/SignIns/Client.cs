using System.Net;
using Microsoft.Net.Http.Headers;
using Portal.Identity.Domain;
using Portal.ServiceDefaults;

namespace Portal.Identity.SignIns;

/// <summary>The browser that asks, as its owner recognizes it.</summary>
internal sealed record Client(string Description, string Address)
{
    private const int MaxLength = 120;

    private static readonly (string Part, string Name)[] Browsers =
    [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Vivaldi/", "Vivaldi"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Part, string Name)[] Systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "Mac"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ];

    public static Client Of(HttpContext http) =>
        new(Describe(http.Request.Headers[HeaderNames.UserAgent].ToString()), Text(http.Connection.RemoteIpAddress));

    /// <summary>An attempt of this browser to sign in, as the user reads it.</summary>
    public SignInRecord Attempt(Guid userId, SignInMethod method, Rejection? rejection, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            UserId = userId,
            At = now,
            Method = method,
            Rejection = rejection?.Code,
            Device = Description,
            Address = Address,
        };

    /// <summary>"Firefox on Windows"; what it calls itself where that is not known.</summary>
    public static string Describe(string userAgent)
    {
        var browser = Find(Browsers, userAgent);
        var system = Find(Systems, userAgent);
        if (browser is not null && system is not null)
            return $"{browser} on {system}";
        if ((browser ?? system) is { } one)
            return one;
        var name = string.Concat(userAgent.Where(letter => letter is >= ' ' and <= '~')).Trim();
        return name.Length == 0 ? "Unknown browser"
            : name.Length > MaxLength ? name[..MaxLength]
            : name;
    }

    private static string? Find((string Part, string Name)[] known, string userAgent) =>
        Array.Find(known, one => userAgent.Contains(one.Part, StringComparison.Ordinal)).Name;

    private static string Text(IPAddress? address) =>
        address is null ? "unknown"
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address.ToString();
}
