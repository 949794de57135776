using System.Text.Json;

namespace Portal.Embedded.Hosting.Data;

/// <summary>Small files that only their owner may read and that are never seen half written.</summary>
internal static class JsonFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static T? Read<T>(string path) => File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllText(path), Options) : default;

    /// <summary>For what is nice to have: a full disk leaves the old content.</summary>
    public static void TryWrite<T>(string path, T content)
    {
        try
        {
            Write(path, content);
        }
        catch (IOException)
        {
        }
    }

    public static void Write<T>(string path, T content)
    {
        var draft = path + ".new";
        File.Delete(draft);
        using (var stream = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            JsonSerializer.Serialize(stream, content, Options);
        File.Move(draft, path, overwrite: true);
    }
}
