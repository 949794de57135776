namespace Portal.Embedded.Hosting.Output;

/// <summary>One resource's output in logs/{name}.log, the run before in {name}.log.1; a file that grows too large makes room the same way.</summary>
internal sealed class ResourceLog : IDisposable
{
    private const long Largest = 32 * 1024 * 1024;
    private const int TailLines = 30;

    private readonly string _name;
    private readonly string _path;
    private readonly ConsoleLog _console;
    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private StreamWriter? _file;

    public ResourceLog(string name, string folder, ConsoleLog console)
    {
        (_name, _path, _console) = (name, Path.Combine(folder, name + ".log"), console);
        _file = Rotate();
    }

    public void Write(string line)
    {
        lock (_gate)
        {
            if (_file is null)
                return;
            WriteToFile(_file, line);
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
                _tail.Dequeue();
        }

        _console.Relay(_name, line);
    }

    public string Tail()
    {
        lock (_gate)
            return string.Join('\n', _tail.Select(line => "  " + line));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    // A full disk costs lines of the log. It must not stop the reading: a child whose output nobody reads stands still.
    private void WriteToFile(StreamWriter file, string line)
    {
        try
        {
            if (file.BaseStream.Position > Largest)
            {
                file.Dispose();
                _file = file = Rotate();
            }
            file.WriteLine(line);
        }
        catch (IOException)
        {
        }
    }

    private StreamWriter Rotate()
    {
        if (File.Exists(_path))
            File.Move(_path, _path + ".1", overwrite: true);
        return new StreamWriter(_path) { AutoFlush = true };
    }
}
