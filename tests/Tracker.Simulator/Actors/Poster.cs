using Tracker.Grains.Messages;
using Tracker.Simulator.Checks;
using Tracker.Simulator.Clockwork;

namespace Tracker.Simulator.Actors;

/// <summary>Does one job after another, and asks again (sometimes before there is an answer) until it knows, or gives up.</summary>
sealed class Poster(World world, string name, Chance chance, int jobs)
{
    const int MostTries = 6;

    public async Task Run()
    {
        for (var i = 0; i < jobs; i++)
        {
            await world.Pause(chance.Between(0, 120));
            var job = world.Jobs.Next();
            if (job.Forms.Count == 1) await Do(job, job.Forms[0]);
            else await Task.WhenAll(job.Forms.Select(form => Do(job, form)));
        }
    }

    async Task Do(Job job, Form form)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var again = await (chance.Percent(15) ? Twice(job, form) : Try(job, form));
            if (!again) return;
            await world.Pause(chance.Between(1, 400));
        }
        world.Say(name, $"{job.Name} ({form.Tag}) is given up");
    }

    async Task<bool> Twice(Job job, Form form)
    {
        var tries = await Task.WhenAll(Try(job, form), Try(job, form));
        return tries[0] && tries[1];
    }

    /// <summary>Whether it is worth asking again.</summary>
    async Task<bool> Try(Job job, Form form)
    {
        if (world.Server is not { Ready: true } server) return true;
        form.Tried = true;
        var reply = await Ask(server, form);
        world.Say(name, $"{job.Name} ({form.Tag}): {Told(reply)}");
        if (reply is null)
        {
            form.Unknown = true;
            // A bored one does not ask again.
            return chance.Percent(85);
        }
        if (reply.Answer is Answer.Done or Answer.Replayed) return Know(job, form, reply.Receipt!);
        if (reply.Refusal is { Code: "id-taken" } && job.Forms.Count == 1)
            world.Wrong(Wrong.Once, $"{job.Name} ({form.Tag}) was refused with id-taken: its own first try counts as somebody else's.");
        return reply.Refusal is { Code: "busy" or "storage-full" } || chance.Percent(5);
    }

    bool Know(Job job, Form form, Receipt receipt)
    {
        if (receipt.Epoch != world.Observer.Epoch) return false;
        if (form.Receipt is { } first && (first.Epoch, first.Position) != (receipt.Epoch, receipt.Position) && first.Epoch == receipt.Epoch)
            world.Wrong(Wrong.Once, $"{job.Name} ({form.Tag}) was done at {first.Cursor} and is said to be done at {receipt.Cursor}.");
        if (job.Forms.FirstOrDefault(other => other != form && other.Receipt?.Epoch == receipt.Epoch) is { } other)
            world.Wrong(Wrong.Once, $"{job.Name} was done as {other.Tag} and as {form.Tag}.");
        form.Receipt = receipt;
        // Some ask again although they know: the answer must be the same.
        return chance.Percent(10);
    }

    /// <summary>Null: no answer came, whatever became of it.</summary>
    async Task<Reply?> Ask(Server server, Form form)
    {
        var answer = new TaskCompletionSource<Reply?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var patience = world.Clock.CreateTimer(_ => answer.TrySetResult(null), null, TimeSpan.FromMilliseconds(chance.Between(200, 3_000)), Timeout.InfiniteTimeSpan);
        await world.Pause(chance.Between(0, 5));
        if (!chance.Percent(world.Calm ? 0 : 3)) server.Ask(form.Order, chance.Percent(world.Calm ? 0 : 5) ? null : answer);
        return await answer.Task;
    }

    static string Told(Reply? reply) => reply switch
    {
        null => "no answer",
        { Receipt: { } receipt } => $"{reply.Answer} {receipt.Position}",
        { Refusal: { } refusal } => $"refused {refusal.Code}",
        _ => reply.Answer.ToString(),
    };
}
