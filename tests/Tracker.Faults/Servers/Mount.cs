namespace Tracker.Faults.Servers;

/// <summary>A file system of the harness's own, unmounted and removed when it is disposed of, whatever happened.</summary>
sealed class Mount : IAsyncDisposable
{
    const int Megabyte = 1 << 20;
    readonly string? _image;

    Mount(string folder, string? image) => (Folder, _image) = (folder, image);

    public string Folder { get; }

    /// <summary>A small file system in memory.</summary>
    /// <returns>The mount, or why this machine does not permit it.</returns>
    public static Task<(Mount? Mount, string? Refused)> SmallAsync(int megabytes) => MountAsync(null, "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs");

    /// <summary>ext4 in a file, on a loop device: what it has not flushed is not in the file.</summary>
    /// <param name="folder">Where the file is; null = with the machine's temporary files. Where it has no room to become as large, writing back and flushing fail.</param>
    public static async Task<(Mount? Mount, string? Refused)> Ext4Async(int megabytes, string? folder = null)
    {
        var image = NewImage(folder);
        await using (var file = File.Create(image)) file.SetLength((long)megabytes * Megabyte);
        var (code, output) = await Shell.RunAsync("mkfs.ext4", "-q", "-F", image);
        if (code == 0) return await ImageAsync(image);
        File.Delete(image);
        return (null, "mkfs.ext4: " + output.Trim());
    }

    /// <summary>
    /// The image's bytes as they are now, mounted elsewhere: what a disk holds when the power goes. The kernel may be writing on its own: a copy during which
    /// the image changed is of no one moment and is made again.
    /// </summary>
    public async Task<(Mount? Mount, string? Refused)> CloneAsync()
    {
        var copy = NewImage();
        for (var tries = 0; ; tries++)
        {
            var before = File.GetLastWriteTimeUtc(_image!);
            var (code, output) = await Shell.RunAsync("cp", "--sparse=always", _image!, copy);
            if (code != 0) throw new IOException("cp: " + output.Trim());
            if (File.GetLastWriteTimeUtc(_image!) == before) break;
            if (tries > 100) throw new TimeoutException("The image never stood still.");
        }
        return await ImageAsync(copy);
    }

    /// <summary>A small one becomes larger.</summary>
    public async Task GrowAsync(int megabytes)
    {
        if (await Shell.RunAsync("mount", "-o", $"remount,size={megabytes}m", Folder) is { Code: not 0 } failed) throw new IOException("mount: " + failed.Output.Trim());
    }

    /// <summary>Unmounts and mounts it again: only what is on the disk is still there.</summary>
    public async Task AgainAsync()
    {
        await UnmountAsync();
        if (await Shell.RunAsync("mount", "-o", "loop", _image!, Folder) is { Code: not 0 } failed) throw new IOException("mount: " + failed.Output.Trim());
    }

    public async ValueTask DisposeAsync()
    {
        await UnmountAsync();
        Directory.Delete(Folder);
        if (_image is not null) File.Delete(_image);
    }

    async Task UnmountAsync()
    {
        // A process that was just killed may still hold it for a moment.
        for (var tries = 0; tries < 50 && (await Shell.RunAsync("umount", Folder)).Code != 0; tries++) await Task.Delay(100);
        if (Directory.EnumerateFileSystemEntries(Folder).Any()) await Shell.RunAsync("umount", "-l", Folder);
    }

    static async Task<(Mount? Mount, string? Refused)> ImageAsync(string image)
    {
        var mounted = await MountAsync(image, "-o", "loop", image);
        if (mounted.Mount is null) File.Delete(image);
        return mounted;
    }

    static async Task<(Mount? Mount, string? Refused)> MountAsync(string? image, params IReadOnlyList<string> arguments)
    {
        var folder = Directory.CreateTempSubdirectory("tracker-faults-mount-").FullName;
        var (code, output) = await Shell.RunAsync("mount", [.. arguments, folder]);
        if (code == 0) return (new Mount(folder, image), null);
        Directory.Delete(folder);
        return (null, "mount: " + output.Trim());
    }

    static string NewImage(string? folder = null) => Path.Combine(folder ?? Path.GetTempPath(), $"tracker-faults-{Guid.NewGuid():n}.img");
}
