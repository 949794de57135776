using System.Globalization;

namespace Portal.Web;

/// <summary>Host names as people read them.</summary>
public static class Hosts
{
    private static readonly IdnMapping Idn = new();

    /// <summary>In the letters of its script; as it is where it cannot be read.</summary>
    public static string Unicode(string host)
    {
        try
        {
            return host.Contains("xn--", StringComparison.OrdinalIgnoreCase) ? Idn.GetUnicode(host) : host;
        }
        catch (ArgumentException)
        {
            return host;
        }
    }
}
