using System.Globalization;

namespace Portal.Ctl.Catalogue;

/// <summary>Sizes as people write them: <c>640 KB</c>, <c>12.5 MB</c>, with 1 KB = 1,024 bytes, or a plain number of bytes.</summary>
internal static class FileSize
{
    private const int Kilobyte = 1024;
    private const int Megabyte = 1024 * Kilobyte;

    public static bool TryParse(string text, out long bytes)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bytes))
            return bytes > 0;
        if (
            text.Split(' ') is not [var number, var unit]
            || unit is not ("KB" or "MB")
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count > 1024
        )
            return false;
        bytes = (long)(count * (unit == "KB" ? Kilobyte : Megabyte));
        return bytes >= Kilobyte;
    }
}
