using System.Diagnostics;

namespace Portal.Licensing.Client.Tests;

/// <summary>What a machine is recognised by, on file systems made for it.</summary>
public sealed class MachineComponentsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("machine-").FullName;

    [Fact]
    public void What_only_root_reads_is_no_component()
    {
        Write("etc/machine-id", "11112222333344445555666677778888");
        Write("sys/class/dmi/id/product_uuid", "4c4c4544-0051-3510-8052-b4c04f4d4b32");
        Write("sys/class/dmi/id/board_serial", "/7Q5RK2X/CN129636/");
        var found = MachineComponents.Read(_root);
        Assert.Equal("11112222333344445555666677778888", found["machine"]);
        Assert.DoesNotContain(found.Values, value =>
            value is not null && value.Contains("4c4c", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(found.Values, value =>
            value is not null && value.Contains("7Q5RK2X", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_service_as_root_and_a_tool_as_a_user_are_one_device()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Another user can be made only by root.");
        var here = typeof(MachineComponentsTests).Assembly.Location;
        Assert.SkipUnless(IsReadableByAll(here), "The build is in a folder of root's own.");
        Assert.Equal(Device.ThisMachine().Id, As("nobody", here));
    }

    [Fact]
    public void The_disk_is_that_of_the_system_below_volumes_and_partitions()
    {
        Write(
            "proc/self/mountinfo",
            "22 1 0:21 / /proc rw - proc proc rw\n27 1 253:0 / / rw - ext4 /dev/mapper/root rw"
        );
        Write("sys/block/dm-0/dev", "253:0");
        Write("sys/block/dm-0/slaves/sda2/dev", "8:2");
        Write("sys/block/sda/dev", "8:0");
        Write("sys/block/sda/sda2/dev", "8:2");
        Write("sys/block/sda/device/wwid", "naa.5002538e40a1b2c3");
        Write("sys/block/sdb/dev", "8:16");
        Write("sys/block/sdb/device/wwid", "naa.another");
        Assert.Equal("naa.5002538e40a1b2c3", MachineComponents.Read(_root)["disk"]);
    }

    [Theory]
    [InlineData(".dockerenv")]
    [InlineData("run/.containerenv")]
    [InlineData("var/run/secrets/kubernetes.io/token")]
    public void In_a_container_only_a_machine_id_that_the_host_lends_counts(string mark)
    {
        Write(mark, "");
        Write("etc/machine-id", "11112222333344445555666677778888");
        Write("proc/self/mountinfo", "1 0 0:50 / / rw - overlay overlay rw");
        Assert.True(Device.From(MachineComponents.Read(_root)).IsUncertain);

        Write(
            "proc/self/mountinfo",
            "1 0 0:50 / / rw - overlay overlay rw\n2 1 8:1 /etc/machine-id /etc/machine-id ro - ext4 /dev/sda1 ro"
        );
        Assert.False(Device.From(MachineComponents.Read(_root)).IsUncertain);
    }

    [Theory]
    [InlineData("Default string")]
    [InlineData("To be filled by O.E.M.")]
    [InlineData("None")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("03000200-0400-0500-0006-000700080009")]
    [InlineData("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF")]
    [InlineData("uninitialized")]
    [InlineData("  ")]
    public void A_placeholder_is_no_component_and_the_host_name_is_one_only_where_there_is_nothing_else(
        string placeholder
    )
    {
        var bare = Device.From(new Dictionary<string, string?> { ["board"] = placeholder, ["machine"] = null });
        Assert.Equal(["host"], bare.Components.Keys);
        var device = Device.From(new Dictionary<string, string?> { ["board"] = placeholder, ["machine"] = "4711" });
        Assert.Equal(["machine"], device.Components.Keys);
        Assert.False(device.IsUncertain);
    }

    [Fact]
    public void A_device_that_the_program_names_is_the_same_wherever_it_runs()
    {
        Assert.Equal(Device.Named(" volume-1\n", "Worker").Id, Device.Named("volume-1").Id);
        Assert.NotEqual(Device.Named("volume-2").Id, Device.Named("volume-1").Id);
        Assert.False(Device.Named("volume-1").IsUncertain);
        Assert.Throws<ArgumentException>(() => Device.Named(" "));
    }

    [Theory]
    [InlineData("all", 1, 1, true)]
    [InlineData("all", 1, 2, false)]
    [InlineData("most", 2, 3, true)]
    [InlineData("most", 1, 2, false)]
    [InlineData("anyTwo", 2, 5, true)]
    [InlineData("anyTwo", 1, 1, false)]
    [InlineData("any", 1, 5, true)]
    [InlineData("any", 0, 0, false)]
    [InlineData("all", 0, 0, false)]
    [InlineData("a mode of later", 2, 3, false)]
    public void A_mode_says_what_it_needs_at_least(string mode, int same, int stored, bool isMatch) =>
        Assert.Equal(isMatch, OfflineRules.Matches(same, stored, mode));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(string file, string content)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private static bool IsReadableByAll(string file) =>
        (File.GetUnixFileMode(file) & UnixFileMode.OtherRead) != 0
        && new DirectoryInfo(Path.GetDirectoryName(file)!).UnixFileMode.HasFlag(
            UnixFileMode.OtherRead | UnixFileMode.OtherExecute
        );

    /// <summary>The device's id as another user's process reads it.</summary>
    private static string As(string user, string assembly)
    {
        var program = Path.Combine(Path.GetDirectoryName(assembly)!, "../../VendorProgram/release/VendorProgram.dll");
        Assert.SkipUnless(File.Exists(program), "The sample is not built.");
        using var process = Process.Start(
            new ProcessStartInfo("setpriv", ["--reuid", user, "--clear-groups", "dotnet", program, "device"])
            {
                RedirectStandardOutput = true,
                Environment = { ["HOME"] = "/tmp", ["DOTNET_CLI_HOME"] = "/tmp" },
            }
        )!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim().Split(' ')[^1];
    }
}
