namespace SdkNode.Node.Tests.Cli;

/// <summary>The demo as a new user tries it: the receiver's node is stopped, a message waits, the node comes back, it arrives once.</summary>
public sealed class DemoPromptTests
{
    [Fact]
    [Rule("AS4-7.2")]
    public async Task A_message_sent_while_the_receiver_is_down_arrives_once_when_it_is_up_again()
    {
        await using var demo = RunningProgram.Start("demo");
        await demo.WaitForAsync("ended ACCEPTED");
        await demo.WaitForAsync("Commands:");
        await demo.TypeAsync("stop b");
        await demo.WaitForAsync("Node b is stopped.");
        await demo.TypeAsync("send");
        await demo.WaitForAsync("Next try");
        await demo.WaitForAsync("It goes on by itself");
        await demo.TypeAsync("start b");
        await demo.WaitForAsync("Node b runs.");
        await WaitForBothAcceptedAsync(demo);
        await demo.TypeAsync("quit");
        Assert.Equal(0, await demo.WaitForExitAsync());
    }

    // The two of this test, and the letters that the mailboxes are filled with.
    private const int Sent = 2 + 10;

    private static async Task WaitForBothAcceptedAsync(RunningProgram demo)
    {
        for (var i = 1; i < 100; i++)
        {
            await demo.TypeAsync("messages");
            await demo.TypeAsync("help");

            // The second answer has come: the first one is whole.
            await demo.WaitForAsync("Commands:", i + 1);
            var shown = demo.Text[demo.Text.LastIndexOf("Kristinehamns kommun:", StringComparison.Ordinal)..];
            if (shown.Split(" ACCEPTED: ").Length - 1 == Sent)
            {
                // Each out once and in once, the one that was tried again too.
                Assert.Equal(Sent, shown.Split("  in ").Length - 1);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        }

        Assert.Fail(demo.Text);
    }
}
