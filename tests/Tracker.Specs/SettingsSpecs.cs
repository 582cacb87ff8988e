using Tracker.Log;
using Xunit;

namespace Tracker.Specs;

/// <summary>What the settings beside every log promise. Each test has a store of its own.</summary>
public abstract class SettingsSpecs
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Opens the test's store: made at the first call, the same one at later calls.</summary>
    protected abstract Task<ILogStore> OpenAsync();

    [Fact]
    public async Task Settings_are_kept_by_section_replaced_and_removed()
    {
        await using (var log = await OpenAsync())
        {
            var settings = log.Settings;
            await settings.PutAsync("keys", "b", "2"u8.ToArray(), Ct);
            await settings.PutAsync("keys", "a", "1"u8.ToArray(), Ct);
            await settings.PutAsync("keys", "a", "one"u8.ToArray(), Ct);
            await settings.PutAsync("sessions", "a", Array.Empty<byte>(), Ct);
            Assert.Equal("one"u8.ToArray(), (await settings.GetAsync("keys", "a", Ct))?.ToArray());
            Assert.Equal(0, (await settings.GetAsync("sessions", "a", Ct))?.Length);
            Assert.Null(await settings.GetAsync("keys", "A", Ct));
            Assert.Equal(0, log.Head);
        }
        await using var again = await OpenAsync();
        Assert.Equal(["a", "b"], (await again.Settings.ListAsync("keys", Ct)).Select(pair => pair.Key));
        Assert.True(await again.Settings.DeleteAsync("keys", "a", Ct));
        Assert.False(await again.Settings.DeleteAsync("keys", "a", Ct));
        Assert.Equal("2"u8.ToArray(), Assert.Single(await again.Settings.ListAsync("keys", Ct)).Value.ToArray());
        Assert.Empty(await again.Settings.ListAsync("nothing", Ct));
    }

    [Fact]
    public async Task Of_several_that_put_the_first_of_a_section_one_does_and_knows_it()
    {
        await using var log = await OpenAsync();
        await log.Settings.PutAsync("others", "a", "1"u8.ToArray(), Ct);
        var put = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => log.Settings.PutFirstAsync("keys", $"{i}", new byte[] { (byte)i }, Ct)));
        var there = Assert.Single(await log.Settings.ListAsync("keys", Ct));
        Assert.Equal([there.Key], Enumerable.Range(0, 8).Where(i => put[i]).Select(i => $"{i}"));
        Assert.False(await log.Settings.PutFirstAsync("keys", "9", new byte[] { 9 }, Ct));
        Assert.True(await log.Settings.DeleteAsync("keys", there.Key, Ct));
        Assert.True(await log.Settings.PutFirstAsync("keys", "9", new byte[] { 9 }, Ct));
    }

    [Fact]
    public async Task Settings_are_written_beside_appends()
    {
        await using var log = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => (Task)(i % 2 == 0
            ? log.Settings.PutAsync("keys", $"{i}", new byte[] { (byte)i }, Ct)
            : log.AppendAsync(Some.Append(Some.Record($"statement/{i}")), Ct))));
        Assert.Equal(25, log.Head);
        Assert.Equal(25, (await log.Settings.ListAsync("keys", Ct)).Count);
    }
}
