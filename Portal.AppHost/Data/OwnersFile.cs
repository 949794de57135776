using System.Text.Json;

namespace Portal.AppHost.Data;

/// <summary>JSON files with secrets: for their owner only, and whole or not there at any moment.</summary>
internal static class OwnersFile
{
    public static void Write<T>(string path, T content, JsonSerializerOptions options)
    {
        var draft = path + ".new";
        var create = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var stream = new FileStream(draft, create))
            JsonSerializer.Serialize(stream, content, options);
        File.Move(draft, path, overwrite: true);
    }
}
