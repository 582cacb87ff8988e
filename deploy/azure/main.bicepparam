using 'main.bicep'

param image = 'example.azurecr.io/tracker:0.1.0'
param registry = 'example'
// Never in a file: export both before the command.
param adminKey = readEnvironmentVariable('TRACKER_ADMIN_KEY')
param databasePassword = readEnvironmentVariable('TRACKER_DATABASE_PASSWORD')
